/** The page every cluster has: YARN's ResourceManager on the primary node. */
const examplePage = 'http://ip-10-0-1-23.ap-northeast-2.compute.internal:8088/';

/** Fetches a page through the tunnel; `-hostname` leaves the name to be resolved behind it. */
export function curlCommand(localPort: number): string {
  return `curl --socks5-hostname 127.0.0.1:${localPort} ${examplePage}`;
}

/**
 * Starts a Chrome that uses the tunnel for everything, with a profile of its own so that the
 * person's own browser stays as it is. One profile a port: a second start on the same profile
 * ignores its switches and would use the first tunnel.
 *
 * @param platform as Node names it: `darwin`, `win32`, or anything else for Linux.
 */
export function browserCommand(platform: string, localPort: number): string {
  const profile = `culvert-chrome-${localPort}`;
  const switches = `--proxy-server=socks5://127.0.0.1:${localPort}`;
  if (platform === 'darwin') {
    return `open -na "Google Chrome" --args ${switches} --user-data-dir="$HOME/.${profile}"`;
  }
  if (platform === 'win32') {
    return `start chrome ${switches} --user-data-dir=%LOCALAPPDATA%\\${profile}`;
  }
  return `google-chrome ${switches} --user-data-dir="$HOME/.${profile}"`;
}
