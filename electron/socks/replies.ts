import type { Failure, FailureCode } from '../../shared/model/failure';

/** The protocol a client speaks, as its first byte said. */
export type SocksVersion = 4 | 5;

/** REP of RFC 1928, section 6. 06, "TTL expired", never happens to us. */
export const replyCode = {
  succeeded: 0x00,
  generalFailure: 0x01,
  notAllowed: 0x02,
  networkUnreachable: 0x03,
  hostUnreachable: 0x04,
  connectionRefused: 0x05,
  commandNotSupported: 0x07,
  addressTypeNotSupported: 0x08,
} as const;
export type ReplyCode = (typeof replyCode)[keyof typeof replyCode];

/** RFC 1928, section 3: method 00, no authentication, is taken. */
export const noAuthenticationChosen: Buffer = Buffer.from([0x05, 0x00]);
/** RFC 1928, section 3: method 02, user name and password, is taken. */
export const passwordChosen: Buffer = Buffer.from([0x05, 0x02]);
/** RFC 1929, section 2. */
export const loginAccepted: Buffer = Buffer.from([0x01, 0x00]);
export const loginRefused: Buffer = Buffer.from([0x01, 0x01]);
/** RFC 1928, section 3: none of the methods offered is acceptable. */
export const noMethodAcceptable: Buffer = Buffer.from([0x05, 0xff]);
/** To a client that would not understand any answer. */
export const noReply: Buffer = Buffer.alloc(0);

const page = `This is a SOCKS proxy, not a web server and not an HTTP proxy.

Set this address and port as a SOCKS5 proxy in the program that brought you here.
`;

/** What a browser shows when it was given this port as an HTTP proxy or as an address. */
export const httpPage: Buffer = Buffer.from(
  [
    'HTTP/1.0 501 Not Implemented',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(page)}`,
    'Connection: close',
    '',
    page,
  ].join('\r\n'),
);

const codeOfFailure: Partial<Record<FailureCode, ReplyCode>> = {
  'forwarding-prohibited': replyCode.notAllowed,
  'destination-prohibited': replyCode.notAllowed,
  'client-refused': replyCode.notAllowed,
  'destination-refused': replyCode.connectionRefused,
  'destination-unresolvable': replyCode.hostUnreachable,
  'destination-timeout': replyCode.hostUnreachable,
};

/** The SOCKS5 reply code that comes nearest to a failure; 01 for what the protocol has no code for. */
export function replyCodeOf(failure: Failure): ReplyCode {
  if (failure.code === 'destination-unreachable') {
    return failure.scope === 'network' ? replyCode.networkUnreachable : replyCode.hostUnreachable;
  }
  if (failure.code !== 'socks-request-refused') {
    return codeOfFailure[failure.code] ?? replyCode.generalFailure;
  }
  switch (failure.why) {
    case 'command':
      return replyCode.commandNotSupported;
    case 'address-type':
      return replyCode.addressTypeNotSupported;
    case 'name':
      return replyCode.hostUnreachable;
    default:
      return replyCode.generalFailure;
  }
}

/** The whole answer to a request that failed: 10 bytes for SOCKS5, 8 for SOCKS4. */
export function failureReply(version: SocksVersion, failure: Failure): Buffer {
  return version === 5 ? socks5Reply(replyCodeOf(failure)) : socks4Reply(0x5b);
}

/** The whole answer to a request whose flow is open. */
export function successReply(version: SocksVersion): Buffer {
  return version === 5 ? socks5Reply(replyCode.succeeded) : socks4Reply(0x5a);
}

/** The bound address is given as 0.0.0.0:0: it is the bastion's, and not known here. */
function socks5Reply(code: ReplyCode): Buffer {
  return Buffer.from([0x05, code, 0x00, 0x01, 0, 0, 0, 0, 0, 0]);
}

/** VN of a reply is 0, not 4 (SOCKS 4 protocol, CONNECT). */
function socks4Reply(code: 0x5a | 0x5b): Buffer {
  return Buffer.from([0x00, code, 0, 0, 0, 0, 0, 0]);
}
