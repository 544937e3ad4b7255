/** What errors are called by the services Culvert asks, sorted by what is to be done about them. */

export const deniedNames = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'ForbiddenException',
  'NotAuthorized',
  'UnauthorizedException',
  'UnauthorizedOperation',
]);

export const throttledNames = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

export const expiredNames = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
]);

/** Keys AWS does not know, or that do not belong to a secret; a region not enabled looks the same. */
export const invalidNames = new Set([
  'AuthFailure',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'OptInRequired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

export const clockNames = new Set(['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed']);

export type UnreachableWhy = 'name' | 'no-route' | 'refused' | 'timeout' | 'cut' | 'certificate';

/** What Node says of a connection that could not be made or was lost, by its `code`. */
const networkCodes: Readonly<Record<string, UnreachableWhy>> = {
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  EAI_FAIL: 'name',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  // What Node's own fetch says instead (undici).
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'cut',
  ECONNABORTED: 'cut',
  EPIPE: 'cut',
  EPROTO: 'cut',
};

/** Why a host could not be reached, or null when the error is not one of the network. */
export function networkTrouble(code: string, name: string): UnreachableWhy | null {
  const known = networkCodes[code];
  if (known !== undefined) return known;
  if (/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_)/.test(code)) return 'certificate';
  return name === 'TimeoutError' || name === 'RequestTimeout' ? 'timeout' : null;
}
