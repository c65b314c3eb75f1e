//! A provider of identities on loopback, which says who somebody is, and lies where a test has it lie.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::rsa::KeyPair as RsaPair;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use serde_json::{Value, json};

use super::folder::Folder;

/// By which the provider knows the service, and the service the provider.
const CLIENT: &str = "remit";
pub(super) const CLIENT_SECRET: &str = "0f-the-two-alone";
/// An RSA key that signs in tests and nowhere else.
const RSA_KEY: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCoHaQz21wAMvw/fOQdDa7LkVc085B7JP7aBnpemFMtmpegfNLl\
    eQl9x6gB92jEvPhD6hilsxZfAzETtqoqYORwVQ0+2SFIXD/yBEBOW28wkECcMQIy0HHCmINT7Btv7izrVGs2nopOZ2Zj2vDtDiGv\
    Wa/TN89hCsgyPuQQk+1ujKHfhWx54srAG2i0dylgPh9p9vMX49iJTTYmD/sLHmGxHiMtE54zvWHMqMQkx7ssCW2i7i23zX/gRELw\
    r3PmOnmSFxIq0woMAsimOxgzw2WGd5TUC6fuSr6B3O541lHtbxFvU849Dtb3Z4FiPskZ9bdsJLvNrzfue++ResPOXfyRAgMBAAEC\
    ggEAHMxbFQEGLQiO2mdQAkQWRcvjZvA0N0walgmXC75HPWAmijjnvaRywkeh2Zhiq5T9aFDhIP1hHyyCSzC2zKSlbTK8np/+ShF3\
    aMNeqq2SCf0j/D2O9VpsqluK36Tp/E4OBtACv6v/4DdpPEDEla8eiRWxf1qnnSWGLslEMyzL9uw8OS79biWzwZ0cZReISu88Gx4N\
    RL74Kyj367s0onOhL3+Ct4PVUXIhCz+2S7dbeiB/lhCjq8HjHuk0aWP4mq44kE4wf1dJTFr+hy5eBovOQL2E0xIQFfnhg7osL/6w\
    CeDKYxgF0T/Jo3vYblNcJxTRfAu6Xs6SstzHi7gj7eqSGwKBgQDPr5Q1LX++KbItRuEgpkDYG1VUd/M9wu6w2U4Xl64fCbEC4Xxp\
    NkkgTk9rH7wm9aMiAs/Y4nV1VAQb98h3ISaT3zkis4oPlWlWwfOFtXpsFAQ5dSJMA+Rr+PTV5hBJcunNsEWtcQ61DAeKp+Y8d1l0\
    QkENTi1P6pnlH3y+jtCKxwKBgQDPOYawNYvnPXhieVHphWeTHqZamJeAyaZWZoiTYqY7fatOOGaPaOR+TRDDoFHvDKLYK+WaYq0/\
    g0r84BtDiTwX/ZNoXiZEzGawCa3fwKKBGilwW+pexssUGOG2ieIXeF6bcEib4d3LH9KTFeH2PPRWkn6Be9lMpakjNaaZ4M4l5wKB\
    gHDQD/J+34fdQFLF0J4akNiSqFw0t+URkPRxZbD9DHEBo6xL7Xd9LGWnBA7Ncze6cD2WR26pPGJaG81RYAwN7tWeCHwoCFOEtm6Q\
    9gXoWTKCAPVxAgtGhfp8hgn2aVxsVkILgR3Abtu7SBFyOGcZ8XZsUse2cniZl7TU0L719qObAoGAGW2rs2++rS+D2EGe5ZLzNMBs\
    FW3oGWulN7D5TWyrjV1MahrNqwdqEn2OcxL3OuhIC1LHp/w32jVYPFObxNvQPfll30a+V27lovBtH6nZxxHYx+rfhaXLQboT6Hxe\
    /BZPNa+/mTFMMCLFijsDMV4ldYIgd+8kqR0i9ikdOoC1iz0CgYEAyWUoYGPIZbEasV4pf1Q3XFaIcJsgsV7Jcz6kUnZjfufeHjAJ\
    IY92+cy55qNWyAXoCdnKT3O+us23tqltaZoa9tZjO+fWB6iFQlGbDyhVDzXKo0+FtMiSfM59hqAnqEZE4GQL4tQ3cWhAdFDtYqna\
    6yMXib72T0aL19mu9yD+Xmo=";

/// What is wrong with its tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lie {
    /// Nothing: signed with ES256.
    None,
    /// Nothing: signed with RS256.
    SignedByRsa,
    Nonce,
    Audience,
    Party,
    Issuer,
    Expired,
    Future,
    Signature,
    /// `alg: none`, and no signature.
    Unsigned,
    /// HS256, with the public key for a secret.
    SignedByPublicKey,
    UnknownKey,
    /// The signature is that of the other key.
    OtherKey,
    Unverified,
}

/// A provider that listens for as long as the test runs.
pub struct IdentityServer {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    lie: Lie,
    /// What it says of whoever signs in.
    person: Value,
    /// Codes that were given out: their nonce and challenge.
    codes: BTreeMap<String, (String, String)>,
    used: BTreeSet<String>,
    address: String,
    rsa: RsaPair,
    curve: EcdsaKeyPair,
}

impl IdentityServer {
    /// Listens, and knows one person.
    ///
    /// # Panics
    /// There is no port to listen on.
    pub fn of(person: Value) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let rsa = RsaPair::from_pkcs8(&BASE64_STANDARD.decode(RSA_KEY).expect("it is base64"));
        let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let curve = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key can be made");
        let shared = Shared {
            lie: Lie::None,
            person,
            codes: BTreeMap::new(),
            used: BTreeSet::new(),
            address: format!("http://{address}"),
            rsa: rsa.expect("it is a key"),
            curve: EcdsaKeyPair::from_pkcs8(algorithm, curve.as_ref(), &random).expect("it is a key"),
        };
        let shared = Arc::new(Mutex::new(shared));
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever breaks off has asked for nothing.
                serve(stream, &for_thread).ok();
            }
        });
        Self { address, shared }
    }

    /// Lies from now on.
    pub fn lie(&self, lie: Lie) {
        lock(&self.shared).lie = lie;
    }

    /// Says this of whoever signs in from now on.
    pub fn know(&self, person: Value) {
        lock(&self.shared).person = person;
    }

    /// Has a project ask here, reached by a public address, with more lines for `[server.identity]`.
    pub fn declare_in(&self, folder: &Folder, public: &str, more: &str) {
        let address = self.address;
        folder.drop_in("provider.secret", format!("{CLIENT_SECRET}\n"));
        folder.append(
            "remit.toml",
            &format!(
                "\n[server]\npublic_url = \"{public}\"\n[server.identity]\nname = \"your account\"\nissuer = \"http://{address}\"\nclient_id = \"{CLIENT}\"\nclient_secret_file = \"provider.secret\"\n{more}"
            ),
        );
    }

    /// Signs somebody in who was led here: the code and the state with which a browser comes back.
    ///
    /// # Panics
    /// The address is not one of this provider, or does not say what it must.
    pub fn grant(&self, led: &str) -> (String, String) {
        let query = led.strip_prefix(&format!("http://{}/authorize?", self.address)).expect("it leads here");
        let said = fields(query);
        assert_eq!((&*said["response_type"], &*said["code_challenge_method"]), ("code", "S256"));
        assert_eq!((&*said["client_id"], said["scope"].contains("openid")), (CLIENT, true));
        let mut shared = lock(&self.shared);
        let code = format!("code-{}", shared.codes.len());
        shared.codes.insert(code.clone(), (said["nonce"].clone(), said["code_challenge"].clone()));
        (code, said["state"].clone())
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().expect("nobody panics with it")
}

fn serve(mut stream: TcpStream, shared: &Mutex<Shared>) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(said) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = said.trim().parse().unwrap_or_default();
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let (status, answer) = lock(shared).answer(&path, &head, &String::from_utf8_lossy(&body));
    let (answer, length) = (answer.to_string(), answer.to_string().len());
    write!(
        stream,
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}"
    )
}

impl Shared {
    fn answer(&mut self, path: &str, head: &str, body: &str) -> (u16, Value) {
        let address = &self.address;
        match path {
            "/.well-known/openid-configuration" => (
                200,
                json!({
                    "issuer": address, "authorization_endpoint": format!("{address}/authorize"),
                    "token_endpoint": format!("{address}/token"), "jwks_uri": format!("{address}/keys"),
                    "end_session_endpoint": format!("{address}/end"),
                }),
            ),
            "/keys" => (200, self.keys()),
            "/token" => self.token(head, &fields(body)),
            _ => (404, json!({})),
        }
    }

    fn keys(&self) -> Value {
        let rsa = self.rsa.public();
        let number = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let components = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(rsa);
        let point = self.curve.public_key().as_ref();
        json!({ "keys": [
            { "kty": "RSA", "kid": "r", "alg": "RS256", "use": "sig", "n": number(&components.n), "e": number(&components.e) },
            { "kty": "EC", "kid": "c", "crv": "P-256", "use": "sig", "x": number(&point[1..33]), "y": number(&point[33..]) },
            { "kty": "oct", "kid": "o", "k": "c2VjcmV0" },
        ] })
    }

    fn token(&mut self, head: &str, said: &BTreeMap<String, String>) -> (u16, Value) {
        let proof = BASE64_STANDARD.encode(format!("{CLIENT}:{CLIENT_SECRET}"));
        if !head.to_ascii_lowercase().contains(&format!("authorization: basic {proof}").to_ascii_lowercase())
        {
            return (401, json!({ "error": "invalid_client" }));
        }
        let code = said.get("code").cloned().unwrap_or_default();
        let verifier = said.get("code_verifier").map(|verifier| digest(&SHA256, verifier.as_bytes()));
        let challenge = verifier.map(|hash| BASE64_URL_SAFE_NO_PAD.encode(hash)).unwrap_or_default();
        match self.codes.get(&code).cloned() {
            Some((nonce, asked)) if asked == challenge && self.used.insert(code) => {
                let token = self.id_token(&nonce);
                (200, json!({ "access_token": "of no use", "token_type": "Bearer", "id_token": token }))
            }
            _ => (400, json!({ "error": "invalid_grant", "error_description": CLIENT_SECRET })),
        }
    }

    fn id_token(&self, nonce: &str) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later").as_secs();
        let lie = self.lie;
        let issuer = if lie == Lie::Issuer { "https://evil.example" } else { &self.address };
        let audience = match lie {
            Lie::Audience => json!("another"),
            Lie::Party => json!([CLIENT, "another"]),
            _ => json!(CLIENT),
        };
        let ends = if lie == Lie::Expired { now - 90 } else { now + 300 };
        let begins = if lie == Lie::Future { now + 200 } else { now };
        let nonce = if lie == Lie::Nonce { "another" } else { nonce };
        let mut claims = json!({ "iss": issuer, "aud": audience, "exp": ends, "iat": begins, "nonce": nonce, "email_verified": lie != Lie::Unverified });
        let (all, person) = (claims.as_object_mut(), self.person.as_object());
        all.expect("it is an object").extend(person.cloned().unwrap_or_default());
        self.sign(&claims)
    }

    fn sign(&self, claims: &Value) -> String {
        let (algorithm, key) = match self.lie {
            Lie::Unsigned => ("none", "c"),
            Lie::SignedByPublicKey => ("HS256", "r"),
            Lie::SignedByRsa => ("RS256", "r"),
            Lie::UnknownKey => ("ES256", "z"),
            Lie::OtherKey => ("RS256", "c"),
            _ => ("ES256", "c"),
        };
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&json!({ "alg": algorithm, "kid": key })), part(claims));
        let mut signature = match algorithm {
            "none" => Vec::new(),
            "HS256" => {
                let secret = hmac::Key::new(hmac::HMAC_SHA256, self.rsa.public().as_ref());
                hmac::sign(&secret, message.as_bytes()).as_ref().to_vec()
            }
            "RS256" => {
                let mut signature = vec![0; self.rsa.public().modulus_len()];
                let random = SystemRandom::new();
                self.rsa
                    .sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature)
                    .expect("it signs");
                signature
            }
            _ => {
                self.curve.sign(&SystemRandom::new(), message.as_bytes()).expect("it signs").as_ref().to_vec()
            }
        };
        if self.lie == Lie::Signature {
            signature[7] ^= 1;
        }
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The fields of a form or a query.
fn fields(text: &str) -> BTreeMap<String, String> {
    let field = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        Some((name.to_owned(), decoded(value)))
    };
    text.split('&').filter_map(field).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digits: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        let said = std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(said.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
