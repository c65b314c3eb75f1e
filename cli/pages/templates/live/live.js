// Says that something changed since this page was opened, while the page can be seen. It never changes the page by itself.
(() => {
  const opened = Number(document.body.dataset.position);
  const news = document.getElementById("news");
  let source = null;
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source && news.hidden) {
      source = new EventSource(`/events?after=${opened}`);
      source.onmessage = (event) => {
        if (Number(event.data) > opened) {
          news.hidden = false;
          source.close();
          source = null;
        }
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
