/**
 * Which addresses belong in the tunnel. Only hosts are told apart: an https path is hidden from a
 * proxy rule in some browsers, and a rule that looks at paths can be lured by a query string.
 */
export interface UrlPattern {
  readonly title: string;
  /**
   * Source of a regular expression for the host alone, without anchors and without a top-level
   * alternative; read case-insensitively.
   */
  readonly host: string;
}

const labels = String.raw`([a-z0-9-]+\.)+`;
/** Under a domain of somebody's own: directories of Windows name machines with underscores too. */
const ownLabels = String.raw`([a-z0-9_-]+\.)+`;

/**
 * The private and public names EC2 gives its instances. `ec2.internal` is us-east-1's own;
 * `compute-1` its public counterpart. A final dot is the same name (RFC 1034, 3.1).
 */
export const ec2NamePatterns: readonly UrlPattern[] = [
  { title: 'EC2 private DNS names', host: String.raw`${labels}compute\.internal\.?` },
  { title: 'EC2 private DNS names (us-east-1)', host: String.raw`${labels}ec2\.internal\.?` },
  {
    title: 'EC2 public DNS names',
    host: String.raw`ec2(-\d{1,3}){4}\.([a-z0-9-]+\.compute|compute-1)\.amazonaws\.com(\.cn)?\.?`,
  },
];

/** The private address space of RFC 1918: right while the range of the VPC is not known. */
export const privateAddressPatterns: readonly UrlPattern[] = [
  { title: 'Private addresses 10.0.0.0/8', host: String.raw`10(\.\d{1,3}){3}` },
  {
    title: 'Private addresses 172.16.0.0/12',
    host: String.raw`172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}`,
  },
  { title: 'Private addresses 192.168.0.0/16', host: String.raw`192\.168(\.\d{1,3}){2}` },
];

/** What an export holds unless it is told the ranges of the VPC. */
export const defaultPatterns: readonly UrlPattern[] = [
  ...ec2NamePatterns,
  ...privateAddressPatterns,
];

/**
 * The expression FoxyProxy 8 and later test against the whole address: bound to the scheme, open to
 * any port, ending at the path's first slash. `ws` and `wss` carry notebooks.
 */
export function urlExpression(pattern: UrlPattern): string {
  return `^(https?|wss?)://${pattern.host}(:\\d+)?/`;
}

/** The expression FoxyProxy 6 and 7 test: they see `host:port` and nothing else of the address. */
export function hostPortExpression(pattern: UrlPattern): string {
  return `^${pattern.host}(:\\d+)?$`;
}

/** One label: the letters of RFC 1123 (2.1) and the underscore, at most 63 of them (RFC 1035, 2.3.4). */
const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const domain = new RegExp(`^${label}(\\.${label})+$`);

/** Whether names can lie under a domain: of two labels or more, each as long as DNS can carry. */
export function isDomain(text: string): boolean {
  const name = bareDomain(text);
  return name.length <= 253 && domain.test(name);
}

/**
 * The hosts of a VPC whose DHCP options set gives names a domain of its own.
 *
 * @throws RangeError when it {@link isDomain | is no domain}, or has only one label.
 */
export function domainPattern(text: string): UrlPattern {
  if (!isDomain(text)) throw new RangeError('not a domain name');
  const name = bareDomain(text);
  return { title: `Names under ${name}`, host: `${ownLabels}${name.replaceAll('.', '\\.')}\\.?` };
}

function bareDomain(text: string): string {
  return text.trim().replace(/^\./, '').replace(/\.$/, '').toLowerCase();
}

/** Exactly one host, as a URL has it. */
export function hostPattern(host: string): UrlPattern {
  const bare = host.toLowerCase().replace(/\.$/, '');
  return { title: bare, host: `${bare.replace(/[.[\]]/g, '\\$&')}\\.?` };
}
