import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { DemoCluster } from './demo-cluster';
import { escapeHtml, link, wholePage } from './web/page';
import type { Site } from './web/site';

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  server: 'Culvert demonstration',
};

/**
 * An HTTP server for each site. They never listen: connections are given to them with
 * `emit('connection', stream)`, for they arrive as SSH channels.
 */
export function siteServers(
  sites: readonly Site[],
  cluster: DemoCluster,
): ReadonlyMap<Site, Server> {
  return new Map(
    sites.map((site) => [
      site,
      createServer((request, response) => respond(site, cluster, request, response)),
    ]),
  );
}

function respond(
  site: Site,
  cluster: DemoCluster,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // A body is of no use here; unread, it would stand in the way of the next request.
  request.resume();
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const readOnly = request.method === 'GET' || request.method === 'HEAD';
  const answer = readOnly ? site.answer(path, cluster) : 'refused';
  if (answer === 'refused') {
    response.setHeader('allow', 'GET, HEAD');
    send(response, 405, messagePage(site, 'This page can only be read.'));
  } else if (answer.kind === 'redirect') {
    response.setHeader('location', answer.to);
    send(response, 302, messagePage(site, `The page is at ${answer.to}.`));
  } else if (answer.kind === 'absent') {
    send(response, 404, messagePage(site, `There is no ${path} here.`));
  } else {
    send(response, 200, answer.html);
  }
}

/** Node leaves the body of a reply to HEAD out by itself. */
function send(response: ServerResponse, status: number, html: string): void {
  const body = Buffer.from(html);
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

function messagePage(site: Site, message: string): string {
  return wholePage({
    title: site.name,
    node: site.node,
    port: site.port,
    style: 'main { padding: 24px }',
    content: `<main><h1>${site.name}</h1><p>${escapeHtml(message)}</p>${link('/', 'Start page')}</main>`,
  });
}
