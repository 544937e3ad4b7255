import { createServer } from 'node:http';

// A page of the private network, which tells its visitors: `node private-page.mjs ADDRESS PORT TEXT`.
const [address, port, text] = process.argv.slice(2);
const server = createServer((request, response) => {
  process.stdout.write(`${request.url} ${request.headers['user-agent']}\n`);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>YARN</title><h1>${text}</h1><p>${request.url}</p>`);
});
server.listen(Number(port), address, () => process.stdout.write('listening\n'));
