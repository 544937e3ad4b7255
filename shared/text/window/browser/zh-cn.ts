import type { BrowserText } from './en';

/** The window's words for opening pages in browsers, in Simplified Chinese. */
export const zhCnBrowser: BrowserText = {
  open: '打开',
  opening: '正在打开…',
  opened: (browser: string) => `已在 ${browser} 的独立配置中打开。`,
  title: '打开页面',
  where: '用于打开页面的浏览器',
  auto: (browser: string) => `最先找到的浏览器（${browser}）`,
  none: '最先找到的浏览器（暂无）',
  own: (browser: string) => `${browser}，使用独立配置`,
  default: '已配置 FoxyProxy 的默认浏览器',
  hint: '独立配置会经由隧道访问，不影响您平时浏览器的代理、书签和登录状态。',
  hintDefault: '浏览器需要自行知道路径：请先导入该隧道的 FoxyProxy 导出文件。',
  stopped: '请先启动隧道',
  pac: '在本机提供代理脚本',
  pacHint: '供接受脚本（PAC）地址的浏览器或扩展使用。私有名称会经由已连接的隧道访问，绝不绕行。',
  pacAddress: '脚本地址',
};
