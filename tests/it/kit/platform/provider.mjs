// An identity platform for the tests: panva's oidc-provider, with its own pages to sign in, on a port that is free. Whoever signs
// in as NAME is a made-up person of that name. Says its address in its first line of output.
//
//   node provider.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI

import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [client_id, client_secret, redirect_uri] = process.argv.slice(2);

const people = {
  zhen: { name: '甄试用', phone_number: '+86 13900000000', id_number: '990101199001010019' },
  jia: { name: '贾试用' },
};

const configuration = {
  clients: [{ client_id, client_secret, redirect_uris: [redirect_uri] }],
  claims: { openid: ['sub'], profile: ['name'], phone: ['phone_number'], identity: ['id_number'] },
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  console.log(issuer);
});
