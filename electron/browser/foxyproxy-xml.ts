/** Where the file sends the browser; a `ProxyTarget` is one, but its name is not written. */
export interface XmlTarget {
  readonly host: string;
  readonly port: number;
}

/** Name and pattern of each, in the order of that file. Too wide, but what its readers expect. */
const matches: readonly (readonly [string, string])[] = [
  ['*ec2*.amazonaws.com*', '*ec2*.amazonaws.com*'],
  ['*ec2*.compute*', '*ec2*.compute*'],
  ['10.*', 'http://10.*'],
  ['*10*.amazonaws.com*', '*10*.amazonaws.com*'],
  ['*10*.compute*', '*10*.compute*'],
  ['*.compute.internal*', '*.compute.internal*'],
  ['*.ec2.internal*', '*.ec2.internal*'],
];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * Text as the value of an attribute. Tabs and line breaks are written as references, which keeps
 * them through attribute-value normalisation (XML 1.0, 3.3.3); what XML cannot hold at all (2.2) is
 * left out.
 */
function attribute(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${attribute(value)}"`)
    .join(' ');
}

const proxyAttributes = {
  name: 'emr-socks-proxy',
  id: '2322596116',
  notes: '',
  fromSubscription: 'false',
  enabled: 'true',
  mode: 'manual',
  selectedTabIndex: '2',
  lastresort: 'false',
  animatedIcons: 'true',
  includeInCycle: 'true',
  color: '#0055E5',
  proxyDNS: 'true',
  noInternalIPs: 'false',
  autoconfMode: 'pac',
  clearCacheBeforeUse: 'false',
  disableCache: 'false',
  clearCookiesBeforeUse: 'false',
  rejectCookies: 'false',
};

const matchAttributes = {
  isRegEx: 'false',
  isBlackList: 'false',
  isMultiLine: 'false',
  caseSensitive: 'false',
  fromSubscription: 'false',
};

/**
 * Settings in the XML that FoxyProxy read until 7.5.1 (Firefox) and 3.x (Chrome). Later versions
 * cannot import it by any route. Attributes, their order and the seven patterns are those of the
 * file AWS published; only host and port come from the tunnel. Its indentation is plain spaces,
 * where copies in circulation hold no-break spaces.
 */
export function foxyProxyXml(target: XmlTarget): string {
  const lines = matches.map(([name, pattern]) => {
    const values = attributes({ enabled: 'true', name, pattern, ...matchAttributes });
    return `                <match ${values} />`;
  });
  const manual = attributes({
    host: target.host,
    port: String(target.port),
    socksversion: '5',
    isSocks: 'true',
    username: '',
    password: '',
    domain: '',
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<foxyproxy>',
    '    <proxies>',
    `        <proxy ${attributes(proxyAttributes)}>`,
    '            <matches>',
    ...lines,
    '            </matches>',
    `            <manualconf ${manual} />`,
    '        </proxy>',
    '    </proxies>',
    '</foxyproxy>',
    '',
  ].join('\n');
}
