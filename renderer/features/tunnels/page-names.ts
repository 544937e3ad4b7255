import { interfaceNames } from '../../../shared/emr/interface-names';
import { presets } from '../../state/way-form';

/** What a page is called and where it is, from its address alone. */
export interface PageName {
  readonly name: string;
  /** Host and port, the host cut to its first label where it is one of AWS's long names. */
  readonly place: string;
}

export function pageName(page: string): PageName {
  const url = new URL(page);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const short = /^ip-[\d-]+\./.test(url.hostname) ? `${url.hostname.split('.')[0]}…` : url.hostname;
  const place = `${short}:${port}`;
  if (url.protocol === 'tcp:') {
    const preset = presets.find((each) => each.port === Number(port));
    return { name: preset?.name ?? url.hostname, place };
  }
  return { name: interfaceNames.get(Number(port)) ?? url.hostname, place };
}
