import { presignedNames } from '../../emr/presigned-page';
import { browserNames } from '../../model/browser-names';
import { type BrowserCode, type Dictionary, words } from './words';

/** Words for the failures of opening pages, in Simplified Chinese. */
export const simplifiedChineseBrowser: Dictionary<BrowserCode> = {
  'browser-missing': ({ browser }) =>
    browser === null
      ? words(
          '没有找到 Culvert 可以启动的浏览器。',
          '未安装 Chrome、Edge、Brave、Chromium 或 Firefox，或它们不在通常的位置。',
          '请安装其中之一，或在设置中选择默认浏览器并为其配置 FoxyProxy。',
        )
      : words(
          `没有找到 ${browserNames[browser]}。`,
          '它已被卸载，或不在通常的安装位置。',
          '请在设置中选择其他浏览器，或重新安装。',
        ),
  'browser-not-started': ({ browser, why }) =>
    words(
      `无法启动 ${browserNames[browser]}（${why}）。`,
      '程序已损坏或不允许运行，没有可用的显示，或其配置文件夹正被占用。',
      '请手动启动一次看看提示，或在设置中选择其他浏览器。',
    ),
  'presigned-not-ready': ({ kind }) =>
    words(
      `EMR 未能及时准备好 ${presignedNames[kind]}。`,
      'EMR 在收到请求时才准备此类页面，集群可能正忙或仍在启动。',
      '请一分钟后重试。',
    ),
};
