import type { Desktop } from '../app/ports';

type Topic = Parameters<Desktop['openHelp']>[0];

/** Where help leads. The page names an entry, never an address. */
export const helpLinks: Readonly<Record<Topic, string>> = {
  'foxyproxy-chrome':
    'https://chromewebstore.google.com/detail/foxyproxy/gcknhkkoolaabfmlnjonogaaifnjlfnp',
  'foxyproxy-firefox': 'https://addons.mozilla.org/firefox/addon/foxyproxy-standard/',
  'foxyproxy-edge':
    'https://microsoftedge.microsoft.com/addons/detail/foxyproxy/flcnoalcefgkhkinjkffipfdhglnpnem',
};
