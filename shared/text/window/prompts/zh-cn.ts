import type { enPrompts } from './en';

/** The window's words about questions to a person, in Simplified Chinese. */
export const zhCnPrompts: typeof enPrompts = {
  for: (tunnel) => `隧道“${tunnel}”`,
  waiting: (count) => `还有 ${count} 个问题等待回答`,
  cancel: '取消',
  hostKeyTitle: '这是您的堡垒机吗？',
  hostKeyText: 'Culvert 第一次遇到这台服务器。只有指纹与堡垒机显示的一致时才可信任。',
  server: '服务器',
  keyType: '密钥类型',
  fingerprint: '指纹',
  keptAs: '记录名称',
  checkTitle: '如何核对',
  checkConsole: '在 EC2 控制台打开该实例的系统日志：首次启动时会打印指纹。',
  checkBastion: '或者通过已信任的连接，在堡垒机上运行：',
  trust: '信任并连接',
  passphraseTitle: '需要密钥口令',
  passphraseText: (key) => `密钥文件 ${key} 已加密。`,
  passphraseWrong: '口令不正确，无法打开密钥。',
  passwordTitle: '需要密码',
  passwordText: (user, host) => `${user} 登录 ${host}。`,
  passwordWrong: '服务器没有接受这个密码。',
  continue: '继续',
  interactiveTitle: '服务器提问',
  interactiveText: '以下文字来自服务器。',
};
