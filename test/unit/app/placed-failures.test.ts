import { describe, expect, it } from 'vitest';
import { noticeWords } from '../../../electron/app/notice-words';
import { exitCode, exitCodeOf } from '../../../electron/cli/exit-code';
import { failureReply, replyCode, replyCodeOf } from '../../../electron/socks/replies';
import type { Failure } from '../../../shared/model/failure';
import { languageSchema } from '../../../shared/model/language';
import { failureLine, failureWords } from '../../../shared/text/failures';
import { logLine } from '../../../shared/text/log';

const bastion = { host: 'bastion.example', port: 22 };
const page = { host: 'ip-10-0-1-23.ec2.internal', port: 8088 };
const key = { type: 'ssh-ed25519', fingerprint: 'SHA256:x' };

interface Placed {
  readonly where: string;
  readonly failure: Failure;
  /** REP of RFC 1928, section 6, that a request failing for this gets. */
  readonly reply: number;
  readonly exit: number;
  /** Words of the English cause and next step that lead a person on. */
  readonly cause: RegExp;
  readonly next: RegExp;
}

const general = replyCode.generalFailure;
const places: readonly Placed[] = [
  {
    where: 'resolve',
    failure: { code: 'bastion-unresolvable', ...bastion },
    reply: general,
    exit: exitCode.unreachable,
    cause: /misspelt|private DNS/,
    next: /spelling|VPN/,
  },
  {
    where: 'TCP',
    failure: { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
    reply: general,
    exit: exitCode.unreachable,
    cause: /security group/,
    next: /TCP 22/,
  },
  {
    where: 'key exchange',
    failure: { code: 'algorithms-mismatch', ...bastion, kind: 'key-exchange', offered: [] },
    reply: general,
    exit: exitCode.unreachable,
    cause: /old/,
    next: /KexAlgorithms/,
  },
  {
    where: 'host key',
    failure: { code: 'host-key-changed', ...bastion, ...key, known: [] },
    reply: general,
    exit: exitCode.hostKey,
    cause: /intercepting/,
    next: /fingerprint/,
  },
  {
    where: 'authentication',
    failure: { code: 'auth-refused', user: 'ana', tried: [], accepted: ['publickey'] },
    reply: general,
    exit: exitCode.authentication,
    cause: /ec2-user/,
    next: /authorized_keys/,
  },
  {
    where: 'the local port, which another program has as well',
    failure: { code: 'port-shared', port: 8157 },
    reply: general,
    exit: exitCode.portInUse,
    cause: /second program.*so the tunnel was ended/,
    next: /netstat -ano.*another local port.*FoxyProxy/,
  },
  {
    where: 'forwarding prohibited',
    failure: { code: 'forwarding-prohibited', ...page },
    reply: 0x02,
    exit: exitCode.other,
    cause: /AllowTcpForwarding no/,
    next: /AllowTcpForwarding set to yes/,
  },
  {
    where: 'destination refused',
    failure: { code: 'destination-refused', ...page },
    reply: 0x05,
    exit: exitCode.other,
    cause: /not running/,
    next: /EMR console/,
  },
  {
    where: 'destination timed out',
    failure: { code: 'destination-timeout', ...page },
    reply: 0x04,
    exit: exitCode.other,
    cause: /security group/,
    next: /inbound rule.*TCP 8088/,
  },
  {
    where: 'destination unknown to the VPC’s DNS',
    failure: { code: 'destination-unresolvable', ...page },
    reply: 0x04,
    exit: exitCode.other,
    cause: /VPC has DNS resolution/,
    next: /DNS settings of the VPC/,
  },
];

describe.each(places)('a failure at $where', ({ failure, reply, exit, cause, next }) => {
  it('has its SOCKS reply and its exit code', () => {
    expect(replyCodeOf(failure)).toBe(reply);
    expect([...failureReply(5, failure)]).toEqual([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...failureReply(4, failure)].slice(0, 2)).toEqual([0, 0x5b]);
    expect(exitCodeOf(failure)).toBe(exit);
  });

  it('names its cause and the next step', () => {
    const words = failureWords(failure, 'en');
    expect(words.cause).toMatch(cause);
    expect(words.next).toMatch(next);
  });

  it.each(languageSchema.options)('has the same words everywhere in %s', (language) => {
    const { what, next: step } = failureWords(failure, language);
    // The command line prints this line, the window its parts.
    const line = failureLine(failure, language);
    expect(line.startsWith(what) && line.endsWith(step)).toBe(true);
    for (const code of ['blocked', 'request-failed'] as const) {
      expect(logLine({ code, cause: failure }, language)).toContain(line);
    }
    expect(logLine({ code: 'page-fails', page: 'node:8088', cause: failure }, language)).toContain(
      line,
    );
    expect(noticeWords({ kind: 'attention', cause: failure }, 'etl', language).body).toBe(line);
  });
});
