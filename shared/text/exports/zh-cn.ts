import type { ExportKind } from '../../model/export';
import type { ExportWords } from './en';

/** What each export is and replaces, in Simplified Chinese. */
export const zhCn: Readonly<Record<ExportKind, ExportWords>> = {
  foxyproxy: {
    label: 'FoxyProxy 8 及更新版本（JSON）',
    replaces:
      '导入会替换 FoxyProxy 中的所有代理。保存后请在其工具栏菜单中选择“Proxy by Patterns”。',
  },
  'foxyproxy-proxy': {
    label: 'FoxyProxy：要添加的一个代理',
    replaces: '不替换任何内容：把这一行粘贴到 Options、Import、Proxy List，再为该代理添加模式。',
  },
  'foxyproxy-patterns': {
    label: 'FoxyProxy：要添加的模式',
    replaces: '不替换任何内容：通过 FoxyProxy 中某个代理内的导入按钮添加到该代理的模式。',
  },
  'foxyproxy-legacy-json': {
    label: 'FoxyProxy 6 和 7（JSON）',
    replaces: '导入会替换 FoxyProxy 6 或 7 中的所有代理，并启用模式。',
  },
  'foxyproxy-xml': {
    label: 'FoxyProxy 7.5.1 及更早版本（XML）',
    replaces: '导入会替换该旧版 FoxyProxy 的所有代理。其模式范围较宽，新版本请使用 JSON。',
  },
  zeroomega: {
    label: 'ZeroOmega、SwitchyOmega（备份）',
    replaces: '恢复会替换 ZeroOmega 的所有选项，并立即生效。',
  },
  pac: {
    label: '代理脚本（PAC）',
    replaces: '取代填入它的浏览器或系统的代理设置。',
  },
  'firefox-policy': {
    label: 'Firefox 策略（policies.json）',
    replaces: '为使用该 Firefox 的所有人设置代理。已有的 policies.json 需要手动合并。',
  },
  shell: {
    label: 'Shell 变量（curl、git、Java）',
    replaces: '替换运行它的那个 Shell 的代理变量，直到关闭该 Shell。',
  },
  powershell: {
    label: 'PowerShell 变量（curl、git、Java）',
    replaces: '替换运行它的那个窗口的代理变量，直到关闭该窗口。',
  },
  'ssh-config': {
    label: 'OpenSSH（ssh_config）',
    replaces: '不替换任何内容：添加到 ~/.ssh/config。端口只能由 ssh 和 Culvert 之一使用。',
  },
};
