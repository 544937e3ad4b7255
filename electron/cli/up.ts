import { deskSource } from '../aws/desk-source';
import { dataFolder } from '../engine/folders';
import { createServices } from '../engine/services';
import { readArguments, secretFrom, UsageError } from './arguments';
import { awsSessionAt, endpointFrom, terminalAwsQuestions } from './aws-options';
import { listenFrom } from './listen-option';
import type { Output } from './output';
import { bringUp, logTo, report, TunnelWatch, untilBlocked, untilSignal } from './run-tunnel';
import { terminalQuestions } from './terminal-questions';
import { profileFrom, upOptions } from './up-profile';

/** Runs one tunnel until a signal ends it or it needs what a command line cannot give. */
export async function up(args: readonly string[], output: Output, workerUrl: URL) {
  const { values, tokens } = readArguments(args, upOptions, 0);
  const folder = dataFolder(process.env, process.platform);
  const endpointUrl = endpointFrom(values['endpoint-url']);
  const profile = await profileFrom(values, tokens, folder);
  const elsewhere = listenFrom(values);
  if (elsewhere !== null && profile.kind !== 'dynamic') {
    throw new UsageError('--listen is for SOCKS alone: no other port can ask for a password');
  }
  const secret = secretFrom('passphrase-env', values['passphrase-env']);
  const proxySecret = secretFrom('proxy-password-env', values['proxy-password-env']);
  const expected = values.trust ?? [];
  const malformed = expected.find((each) => !/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(each));
  if (malformed !== undefined) {
    throw new UsageError(`--trust takes a fingerprint as ssh-keygen -l prints it: SHA256:…`);
  }
  const watch = new TunnelWatch();
  const services = createServices({
    dataFolder: folder,
    keyWorkerUrl: workerUrl,
    knownHosts: values['known-hosts'],
    desk: deskSource({ questions: terminalAwsQuestions, endpointUrl }),
    questions: terminalQuestions,
    aws: (place) => awsSessionAt(place, values['endpoint-url']),
    onView: watch.onView,
    onLog: (_profileId, event) => logTo(output)(event),
    onRemember: (_profileId, { secret: remembered }) => remembered.fill(0),
  });
  if (elsewhere !== null) {
    output.diagnose(
      `culvert: warning: whoever reaches ${elsewhere.address} and knows the password of --listen can ` +
        'use this tunnel; SOCKS carries that password unencrypted.',
    );
  }
  report(output, watch, profile, elsewhere?.address);
  const signalled = untilSignal();
  try {
    const trust = {
      expected: expected.map((each) => each.replace(/=$/, '')),
      acceptNew: values['accept-new'] === true,
    };
    const request = { profile, secret, proxySecret, persistent: false, trust, elsewhere };
    const failed = await Promise.race([bringUp(services, watch, request), signalled]);
    return failed ?? (await Promise.race([untilBlocked(watch), signalled]));
  } finally {
    await services.close();
  }
}
