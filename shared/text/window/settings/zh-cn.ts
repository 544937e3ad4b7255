import type { enSettings } from './en';

/** The window's words about the settings, in Simplified Chinese. */
export const zhCnSettings: typeof enSettings = {
  title: '设置',
  appearance: '外观',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  language: '语言',
  systemLanguage: (name) => `跟随系统（${name}）`,
  secrets: '口令和密码',
  secretsKept: '您选择记住的内容保存在系统密钥库中，绝不写入 Culvert 的文件。',
  secretsOff: '它们只留在内存中，直到退出 Culvert。无法记住的原因：',
  secretsWhy: {
    'no-key-store': '此桌面没有能保护它们的密钥库。',
    locked: '系统密钥库已锁定。请解锁后重新启动 Culvert。',
    unknown: '系统密钥库没有响应。',
  },
  about: '关于',
  version: 'Culvert',
  electron: 'Electron',
  platform: '系统',
  quarantined: (file) => `设置文件已损坏，另存为 ${file}。如有完好的最新备份，则改用该备份。`,
};
