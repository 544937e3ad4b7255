import { slowedWords } from '../slowed';
import { transportName } from '../transports';
import { type LogDictionary, type LogEventOf, seconds } from './words';

const stages: Record<LogEventOf<'stage'>['stage'], (server: string) => string> = {
  listen: () => 'Opening the local port.',
  resolve: (server) => `Looking up the address of ${server}.`,
  tcp: (server) => `Connecting to ${server}.`,
  'key-exchange': (server) => `Agreeing on encryption with ${server}.`,
  'host-key': (server) => `Checking the host key of ${server}.`,
  authentication: () => 'Logging in.',
};

const keyWarnings: ReadonlyMap<string, string> = new Map([
  ['readable-by-others', 'other users of this computer can read it; run chmod 600 on it'],
  ['byte-order-mark', 'it begins with a byte order mark, which other SSH programs refuse'],
]);

const storageReasons: ReadonlyMap<string, string> = new Map([
  ['no-key-store', 'this system has no key store'],
  ['locked', 'the key store of this system is locked'],
  ['unknown', 'it is not known whether the key store of this system is safe'],
]);

/** What was launched with an EC2 key pair. */
const machines = { cluster: 'cluster', bastion: 'bastion', 'jump-host': 'jump host' };

/** Lines for every event of the log, in English. */
export const english: LogDictionary = {
  started: () => 'Started.',
  stage: ({ stage, hop }) => stages[stage](hop === undefined ? 'the bastion' : `jump host ${hop}`),
  'way-tried': ({ transport }) => `Trying: ${transportName(transport, 'en')}.`,
  'way-skipped': ({ transport }, failure) =>
    `Skipped: ${transportName(transport, 'en')}. ${failure}`,
  connected: ({ user, host, session }) =>
    `Connected as ${user} to ${host} (${session.address}, ${session.software}): ${session.keyExchange}, ${session.cipher}; host key ${session.hostKey.type} ${session.hostKey.fingerprint}; logged in with ${session.authenticatedBy}.${hardening(session.strictKeyExchange)}`,
  listening: ({ address, port }) => `Listening on ${address}:${port}.`,
  'host-key-trusted': ({ host, fingerprint }) =>
    `The host key of ${host} is trusted from now on: ${fingerprint}`,
  'host-keys-changed': ({ host, added, removed }) =>
    `${host} has announced its host keys.${list(' Trusted from now on: ', added)}${list(' No longer trusted: ', removed)}`,
  'host-key-not-kept': (_event, failure) => failure,
  'cluster-found': ({ name, id, node }) =>
    `The cluster is ${name} (${id}), its primary node ${node}.`,
  'aws-slowed': ({ inMs }) => slowedWords(Math.ceil(inMs / 1_000), 'en'),
  'cluster-not-asked': (_event, failure) =>
    `The cluster could not be looked up; the tunnel goes where it went last. ${failure}`,
  'key-pair-differs': ({ machine, pair, shown, fingerprint }) =>
    `The chosen key (${fingerprint}) is not the key pair ${pair} the ${machines[machine]} was launched with (EC2 shows ${shown}). Unless it was added since, the login will be refused.`,
  lost: (_event, failure) => `Interrupted. ${failure}`,
  retrying: ({ attempt, inMs }) =>
    inMs <= 0
      ? `Connecting again now (attempt ${attempt}).`
      : `Connecting again in ${seconds(inMs)} s (attempt ${attempt}).`,
  blocked: (_event, failure) => `Needs attention. ${failure}`,
  'request-failed': (_event, failure) => `A request failed. ${failure}`,
  'page-answers': ({ page, milliseconds }) => `${page} answers (${Math.round(milliseconds)} ms).`,
  'page-fails': ({ page }, failure) => `The page ${page} does not answer. ${failure}`,
  stopped: () => 'Stopped.',
  'server-banner': ({ text }) => `The bastion says: ${text}`,
  'key-warning': ({ keyName, warning }) =>
    `Take care of the key file ${keyName}: ${keyWarnings.get(warning) ?? warning}.`,
  'engine-restarted': () => 'The engine was restarted after a fault; tunnels are coming back.',
  'fast-cipher-missing': ({ why }) =>
    `The fastest cipher is not available on this computer, so large transfers are slower than they could be. ${why}`,
  'secret-not-stored': ({ why }) =>
    `The passphrase or password was not stored, because ${storageReasons.get(why) ?? why}. It is remembered until Culvert quits.`,
};

/** A word of warning where the key exchange could be tampered with (CVE-2023-48795). */
function hardening(isStrict: boolean): string {
  return isStrict
    ? ''
    : ' Not hardened: this bastion has no strict key exchange, which OpenSSH has from 9.6 on.';
}

function list(title: string, fingerprints: readonly string[]): string {
  return fingerprints.length === 0 ? '' : `${title}${fingerprints.join(', ')}`;
}
