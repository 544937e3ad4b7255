/** A variable and what it is set to. */
type Assignment = readonly [name: string, value: string];

/** Never for the bastion: this computer, and the metadata address that would be the bastion's own. */
const notProxied = 'localhost,127.0.0.1,::1,169.254.169.254';

/**
 * The variables programs take a proxy from. `socks5h` and not `socks5`: with the `h` names go to the
 * far side too (curl, PROXY PROTOCOL PREFIXES).
 */
function assignments(port: number): readonly Assignment[] {
  const proxy = `socks5h://127.0.0.1:${port}`;
  return [
    // curl reads the small ones, others the large ones.
    ['ALL_PROXY', proxy],
    ['all_proxy', proxy],
    ['NO_PROXY', notProxied],
    ['no_proxy', notProxied],
    // What git has in its own files would come before ALL_PROXY (git-config(1), ENVIRONMENT).
    ['GIT_CONFIG_COUNT', '1'],
    ['GIT_CONFIG_KEY_0', 'http.proxy'],
    ['GIT_CONFIG_VALUE_0', proxy],
    ['JAVA_TOOL_OPTIONS', `-DsocksProxyHost=127.0.0.1 -DsocksProxyPort=${port}`],
  ];
}

/** A comment may not end early, whatever a tunnel is called. */
function remark(text: string): string {
  return `# ${text.replace(/\p{Cc}+/gu, ' ')}`;
}

function notes(name: string): string[] {
  return [
    `Culvert: ${name}`,
    'Until this shell is closed, what is started from it reaches the network through the tunnel:',
    'curl and what builds on it, git over https, Java. Public addresses too.',
    'Java asks this computer for a name first, and the far side when it has no answer.',
  ];
}

/** Lines for sh and its kin: `eval "$(culvert export env)"`, or pasted. */
export function shellLines(name: string, port: number): string {
  const lines = assignments(port).map(([key, value]) => `export ${key}='${value}'`);
  return `${[...notes(name).map(remark), ...lines].join('\n')}\n`;
}

/** The same for PowerShell. */
export function powerShellLines(name: string, port: number): string {
  // Windows does not tell capitals from small letters in names.
  const lines = assignments(port)
    .filter(([key]) => key === key.toUpperCase())
    .map(([key, value]) => `$env:${key} = '${value}'`);
  return `${[...notes(name).map(remark), ...lines].join('\r\n')}\r\n`;
}
