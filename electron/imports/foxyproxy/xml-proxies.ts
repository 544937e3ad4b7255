import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { linesOf, type SourceLine } from '../lines';
import type { ProxyPattern, SavedProxy } from './proxies';

/** How deep an element of these settings may stand: foxyproxy, proxies, proxy, matches, match. */
const deepest = 32;

/**
 * The proxies of a `foxyproxy.xml` (FoxyProxy 7.5.1 and older, and AWS's instructions for EMR).
 *
 * The parser knows no external entities and expands none of a document's own. Spaces that do not
 * break, which web pages put into the indentation, count as spaces: an XML parser takes them
 * between attributes for letters (XML 1.0, 2.3).
 *
 * @throws XmlError for what is not well-formed XML.
 */
export function xmlProxies(file: string, text: string): readonly SavedProxy[] {
  const clean = text.replaceAll('\u00a0', ' ').replace(/^\s+(?=<\?xml)/, '');
  if (isTooDeep(clean)) throw new RangeError('elements within elements beyond any use');
  const lines = linesOf(file, clean);
  const starts = lineStarts(clean);
  const document = parseXml(clean, { includeOffsets: true });
  const lineOf = (element: XmlElement): SourceLine => {
    const at = starts.findLastIndex((start) => start <= element.start);
    return lines[Math.max(0, at)] ?? { file, number: 1, text: '' };
  };
  return elements(document.root, 'proxy').map((proxy) => proxyOf(proxy, lineOf));
}

function proxyOf(proxy: XmlElement, lineOf: (element: XmlElement) => SourceLine): SavedProxy {
  const [manual] = elements(proxy, 'manualconf');
  const attributes = manual?.attributes ?? {};
  return {
    title: proxy.attributes['name'] ?? '',
    kind: attributes['isSocks'] === 'true' ? 'socks' : 'other',
    host: attributes['host'] ?? '',
    port: attributes['port'] ?? '',
    active: proxy.attributes['enabled'] !== 'false',
    patterns: elements(proxy, 'match').map((match) => patternOf(match, lineOf(match))),
    line: withoutSecret(lineOf(manual ?? proxy)),
  };
}

function patternOf({ attributes }: XmlElement, line: SourceLine): ProxyPattern {
  return {
    text: attributes['pattern'] ?? '',
    isExpression: attributes['isRegEx'] === 'true' || attributes['isRegex'] === 'true',
    isExclusion: attributes['isBlackList'] === 'true',
    active: attributes['enabled'] !== 'false',
    line,
  };
}

function withoutSecret(line: SourceLine): SourceLine {
  return { ...line, text: line.text.replace(/(password\s*=\s*)("[^"]+"|'[^']+')/gi, '$1"••••••"') };
}

function elements(parent: XmlElement | null, name: string): readonly XmlElement[] {
  return (parent?.children ?? []).flatMap((child) => {
    if (!(child instanceof XmlElement)) return [];
    return child.name === name ? [child] : elements(child, name);
  });
}

/** Counted before parsing, which goes one call deeper with each element. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const tag of text.matchAll(/<(\/?)[A-Za-z_][^<>]*?(\/?)>/g)) {
    if (tag[1] === '/') depth -= 1;
    else if (tag[2] !== '/') depth += 1;
    if (depth > deepest) return true;
  }
  return false;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}
