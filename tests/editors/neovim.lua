-- Drives `remit lsp` from a real editor: Neovim 0.7 or later, headless. Prints one line for each thing that it was told.
-- REMIT_PROGRAM is the program, REMIT_PROJECT a copy of the project with two missions.

local project = vim.env.REMIT_PROJECT

local function say(text)
  io.stdout:write(text, "\n")
end

local function wait(what, condition)
  if not vim.wait(30000, condition, 10) then
    say("never: " .. what)
    vim.cmd("cquit 1")
  end
end

local function faults()
  return vim.diagnostic.get(0)
end

local function ask(method, line, character)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = line, character = character },
  }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do
    return answer.result
  end
end

local function main()
  vim.cmd("edit " .. project .. "/missions/homes.toml")
  local client = vim.lsp.start_client({ name = "remit", cmd = { vim.env.REMIT_PROGRAM, "lsp" }, root_dir = project })
  vim.lsp.buf_attach_client(0, client)

  wait("the fault in the file", function() return #faults() == 1 end)
  say("fault: " .. faults()[1].message:gsub("\n", "; "))

  vim.api.nvim_buf_set_lines(0, 27, 28, false, { 'by = "north-council"' })
  wait("the fault being taken back", function() return #faults() == 0 end)
  say("no fault")

  local items = ask("textDocument/completion", 27, 6)
  local labels = vim.tbl_map(function(item) return item.label end, items.items or items)
  say("offered: " .. table.concat(labels, " "))

  local function means(line, character)
    return ask("textDocument/hover", line, character).contents.value:gsub("\n+", " / ")
  end
  say("means: " .. means(22, 2))

  vim.cmd("silent write")
  wait("the last figures", function() return means(23, 12):find("No alert is open") end)
  say("stands: " .. means(23, 12):gsub("read on .*", "read"))

  local places = ask("textDocument/definition", 23, 10)
  local place = places[1] or places
  say("leads to: " .. vim.uri_to_fname(place.uri):sub(#project + 2))

  vim.lsp.stop_client(client)
  wait("the end of the server", function() return vim.lsp.get_client_by_id(client) == nil end)
  say("over")
end

-- An error must end the editor, which would wait for somebody at its keys otherwise.
local done, fault = pcall(main)
if not done then
  say("failed: " .. tostring(fault))
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
