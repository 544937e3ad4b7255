import type { FailureOf } from '../../model/failure';
import { list } from './data';
import { serverName } from './servers';
import { type Dictionary, type LoginCode, words } from './words';
import { simplifiedChineseKeys } from './zh-cn-keys';

const agentNames: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent': 'ssh-agent',
  'windows-openssh': 'Windows 的 OpenSSH 代理程序和 Pageant',
  pageant: 'Pageant',
};

const agentSteps: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent':
    '请在终端运行 ssh-add -l。如果同样失败，请用 eval "$(ssh-agent -s)" 启动代理程序，并在同一会话中打开 Culvert。',
  'windows-openssh':
    '密钥在 Pageant 中：请启动 Pageant 并添加密钥。OpenSSH 密钥：请在管理员 PowerShell 中运行：Set-Service ssh-agent -StartupType Manual; Start-Service ssh-agent，然后用 ssh-add 添加密钥。',
  pageant: '请启动 Pageant 并添加密钥，然后重新启动隧道。',
};

const agentCauses: Record<FailureOf<'agent-unavailable'>['why'], string> = {
  'not-configured': '代理程序没有运行，或者当前会话找不到它（SSH_AUTH_SOCK）。',
  'no-answer': '代理程序在运行，但没有回应；它可能正在自己的窗口里等待您确认。',
  refused: '代理程序在运行，但拒绝了请求：它属于其他用户，或者已被锁定。',
};

/** Words for the failures of logging in, in simplified Chinese: key files, agents and what the server takes. */
export const simplifiedChineseLogin: Dictionary<LoginCode> = {
  ...simplifiedChineseKeys,
  'agent-unavailable': ({ agent, why }) =>
    words(`${agentNames[agent]} 没有回应。`, agentCauses[why], agentSteps[agent]),
  'agent-empty': () =>
    words(
      'SSH 代理程序中没有密钥。',
      '代理程序重启或密钥到期后，密钥会被清除。',
      '请用 ssh-add 添加密钥，或加入 Pageant，然后重新启动隧道。',
    ),

  'auth-refused': ({ user, tried, accepted, server: where }) =>
    words(
      `${where === undefined ? '堡垒机' : serverName(where, 'zh-CN')}拒绝用户 ${user} 登录。`,
      `已尝试：${tried.length === 0 ? '无（没有可提供的凭证）' : list(tried)}。服务器接受：${
        accepted.length === 0 ? '未说明' : list(accepted)
      }。通常是用户名不对（Amazon Linux 为 ec2-user，EMR 为 hadoop，Ubuntu 为 ubuntu），或密钥不属于该实例。服务器会把每把密钥计入 MaxAuthTries，因此最多只提供代理程序中的三把密钥；指定密钥文件可让正确的密钥最先被提供。`,
      `请检查用户名，选择启动实例时指定的密钥对，或请管理员把您的公钥加入 ${user} 的 ~/.ssh/authorized_keys。`,
    ),
  'password-expired': ({ user, server: where }) =>
    words(
      `用户 ${user} 的密码已过期。`,
      `${where === undefined ? '堡垒机' : serverName(where, 'zh-CN')}要求先设置新密码才允许登录。`,
      '请在终端中用 ssh 登录一次并设置新密码，或联系管理员，然后点击“启动”。',
    ),
  'auth-cancelled': () =>
    words(
      '登录已取消。',
      '询问密钥口令、密码或验证码的窗口未作答就被关闭。',
      '点击“启动”会再次询问。',
    ),
};
