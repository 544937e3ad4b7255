import { noLimit, type Profile, straightWay } from '../../shared/model/profile';
import { checkPages } from '../demo/check-pages';
import type { EmbeddedBastion } from '../demo/embedded-bastion';
import { dataFolder } from '../engine/folders';
import { createServices, type Services } from '../engine/services';
import { portFrom, readArguments } from './arguments';
import { exitCode } from './exit-code';
import type { Output } from './output';
import { bringUp, logTo, report, TunnelWatch, untilBlocked, untilSignal } from './run-tunnel';
import { terminalQuestions } from './terminal-questions';

/**
 * Shows the main job without AWS: a bastion inside this process, a tunnel to it by the same way as
 * any other, and pages of a cluster that only that bastion can reach.
 */
export async function demo(args: readonly string[], output: Output, workerUrl: URL) {
  const { values } = readArguments(
    args,
    { 'local-port': { type: 'string' }, stay: { type: 'boolean' } },
    0,
  );
  const port = portFrom('local-port', values['local-port'] ?? '0', 0);
  const watch = new TunnelWatch();
  const services = createServices({
    dataFolder: dataFolder(process.env, process.platform),
    keyWorkerUrl: workerUrl,
    questions: terminalQuestions,
    onView: watch.onView,
    onLog: (_profileId, event) => logTo(output)(event),
    onRemember: (_profileId, { secret }) => secret.fill(0),
  });
  const signalled = untilSignal();
  try {
    const work = show(services, watch, output, port, values.stay === true);
    return await Promise.race([work, signalled]);
  } finally {
    await services.close();
  }
}

async function show(
  services: Services,
  watch: TunnelWatch,
  output: Output,
  port: number,
  stay: boolean,
): Promise<number> {
  const bastion = await services.demonstration.bastion();
  output.result(
    { event: 'bastion', host: bastion.host, port: bastion.port, hostKey: bastion.hostFingerprint },
    `Demonstration: a bastion of our own listens on ${bastion.host}:${bastion.port}.`,
  );
  report(output, watch, { kind: 'dynamic', forward: null });
  const failed = await bringUp(services, watch, {
    profile: demoProfile(bastion, port),
    secret: null,
    persistent: false,
    trust: { expected: [bastion.hostFingerprint], acceptNew: false, remember: false },
  });
  if (failed !== null) return failed;
  const opened = await openPages(bastion, watch, output);
  if (!opened || !stay) return opened ? exitCode.done : exitCode.other;
  return untilBlocked(watch);
}

async function openPages(
  bastion: EmbeddedBastion,
  watch: TunnelWatch,
  output: Output,
): Promise<boolean> {
  if (watch.state.state !== 'up') return false;
  const { port } = watch.state.listen;
  const pages = await checkPages(port, bastion.pages);
  for (const page of pages) {
    const verdict = page.ok ? `answers, ${Math.round(page.milliseconds)} ms` : 'does not answer';
    output.result({ event: 'page', ...page }, `${page.name.padEnd(22)} ${page.url}  ${verdict}`);
  }
  const ok = pages.length > 0 && pages.every((page) => page.ok);
  const example = pages[0]?.url ?? '';
  output.result(
    { event: 'demo', ok, pages: pages.length },
    ok
      ? `All ${pages.length} pages came through the tunnel. Try one yourself while it is up:\n` +
          `  curl --socks5-hostname 127.0.0.1:${port} ${example}`
      : 'Some pages did not come through the tunnel.',
  );
  return ok;
}

function demoProfile(bastion: EmbeddedBastion, port: number): Profile {
  return {
    id: 'demo',
    name: 'Demonstration',
    group: null,
    kind: 'dynamic',
    ...straightWay(),
    bastion: { host: bastion.host, port: bastion.port, user: bastion.user },
    authentication: [{ method: 'key-file', path: bastion.keyPath }],
    listen: { address: '127.0.0.1', port },
    allow: [],
    limit: noLimit,
    pages: [],
    reconnect: true,
    startWithApp: false,
    demo: true,
  };
}
