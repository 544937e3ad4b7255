import type { DemoNode } from '../demo-cluster';

/** The name a person reads first on every page of the demonstration. */
export const demoNotice = 'Demonstration: served by Culvert itself';

/** What a page needs around its own content. */
export interface PageParts {
  readonly title: string;
  readonly node: DemoNode;
  readonly port: number;
  /** CSS of this kind of page, and its content: both made by us, with foreign text escaped. */
  readonly style: string;
  readonly content: string;
}

const baseStyle = `
  * { box-sizing: border-box }
  body { margin: 0; font: 14px/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: #1f2328;
    background: #fff; color-scheme: light }
  a { color: #0b57b7; text-decoration: none } a:hover { text-decoration: underline }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
  th { text-align: left; font-weight: 600 } .number { text-align: right }
  h1 { font-size: 22px; font-weight: 600; margin: 0 0 12px } h2 { font-size: 16px; margin: 24px 0 8px }
  .demo { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 4px 16px;
    align-items: baseline; padding: 8px 16px; background: #ffe08a; color: #3a2a00;
    border-bottom: 3px solid #c98a00 }
  .demo strong { font-size: 15px } .demo span { font-size: 13px }
  .scroll { overflow-x: auto }
`;

/** A drop that runs through a pipe, so that the tab is told apart from a real cluster's. */
const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E' +
  '%3Crect width=%2216%22 height=%2216%22 rx=%223%22 fill=%22%23c98a00%22/%3E' +
  '%3Cpath d=%22M3 5h10M3 11h10M6 8h4%22 stroke=%22%23fff%22 stroke-width=%222%22/%3E%3C/svg%3E';

/** A whole page with the notice on top; it loads nothing and runs nothing. */
export function wholePage({ title, node, port, style, content }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} (demonstration)</title>
<link rel="icon" href="${icon}">
<style>${baseStyle}${style}</style>
</head>
<body>
<div class="demo" role="note"><strong>${demoNotice}</strong><span>No cluster and no AWS account
stand behind this page. It came from ${escapeHtml(node.host)}:${port}, through your SSH tunnel.</span></div>
${content}
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A link in HTML; both parts are escaped here. */
export function link(href: string, text: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}

export interface Column {
  readonly label: string;
  readonly number?: boolean;
}

/** A table of cells that are HTML already. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const kind = (index: number): string => (columns[index]?.number ? ' class="number"' : '');
  const head = columns.map(({ label }, index) => `<th scope="col"${kind(index)}>${label}</th>`);
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell, index) => `<td${kind(index)}>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${head.join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;
}

/** A moment as these servers show it, in UTC. */
export function moment(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A length of time, as `1 h 11 min`. */
export function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}
