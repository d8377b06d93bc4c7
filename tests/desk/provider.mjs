// An OpenID provider on this machine: panva's, certified, with its own pages to sign in and to agree. Prints its port.
// node tests/desk/provider.mjs SECRET REDIRECT...: the client `desk`, who may be sent back to these addresses.
// Any account signs in; what stands after a plus in its name is what the provider then says wrongly, or additionally.
import { createServer } from "node:http";

import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { Provider } from "oidc-provider";

const [secret, ...redirects] = process.argv.slice(2);
const own = await generateKeyPair("RS256", { extractable: true });
const strangers = await generateKeyPair("RS256");
const jwk = { ...(await exportJWK(own.privateKey)), kid: "own", alg: "RS256", use: "sig" };

const SAID = {
  late: { exp: 1_000_000_000, iat: 999_999_000 },
  misdirected: { aud: "another-client" },
  shared: { aud: ["desk", "another-client"], azp: "another-client" },
  foreign: { iss: "http://localhost:1" },
  replayed: { nonce: "of another sign-in" },
  borrowed: { sub: "somebody-else" },
  otp: { amr: ["pwd", "otp"] },
  telephone: { amr: ["pwd", "sms"] },
  hardware: { acr: "phrh" },
};

function claimsOf(id) {
  const [name, manner] = id.split("+");
  const domain = manner === "elsewhere" ? "elsewhere.example" : "group.example";
  return { sub: id, email: `${name}@${domain}`, email_verified: manner !== "unverified", groups: ["staff", name] };
}

const server = createServer().listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [{ client_id: "desk", client_secret: secret, redirect_uris: redirects }],
    claims: { openid: ["sub"], email: ["email", "email_verified", "groups"] },
    cookies: { keys: ["only for this run"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => claimsOf(id) }),
    jwks: { keys: [jwk] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  provider.use(async (context, next) => {
    await next();
    if (context.path !== "/token" || !context.body?.id_token) return;
    const manner = decodeJwt(context.body.id_token).sub.split("+")[1];
    const claims = { ...decodeJwt(context.body.id_token), ...SAID[manner] };
    const key = manner === "forged" ? strangers.privateKey : own.privateKey;
    context.body.id_token = manner === "unsigned"
      ? new UnsecuredJWT(claims).encode()
      : await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "own" }).sign(key);
  });
  server.on("request", provider.callback());
  console.log(port);
});
