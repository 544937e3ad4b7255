import { slowedWords } from '../slowed';
import { transportName } from '../transports';
import { type LogDictionary, type LogEventOf, seconds } from './words';

const stages: Record<LogEventOf<'stage'>['stage'], (server: string) => string> = {
  listen: () => '正在打开本地端口。',
  resolve: (server) => `正在查询${server}的地址。`,
  tcp: (server) => `正在连接${server}。`,
  'key-exchange': (server) => `正在与${server}协商加密方式。`,
  'host-key': (server) => `正在核对${server}的主机密钥。`,
  authentication: () => '正在登录。',
};

const keyWarnings: ReadonlyMap<string, string> = new Map([
  ['readable-by-others', '本机的其他用户可以读取它，请运行 chmod 600 收紧权限'],
  ['byte-order-mark', '它以字节顺序标记（BOM）开头，其他 SSH 程序会拒绝'],
]);

const storageReasons: ReadonlyMap<string, string> = new Map([
  ['no-key-store', '系统没有密钥库'],
  ['locked', '系统密钥库已锁定'],
  ['unknown', '无法确定系统密钥库是否安全'],
]);

/** What was launched with an EC2 key pair. */
const machines = { cluster: '集群', bastion: '堡垒机', 'jump-host': '跳板机' };

/** Lines for every event of the log, in Simplified Chinese. */
export const simplifiedChinese: LogDictionary = {
  started: () => '已启动。',
  stage: ({ stage, hop }) => stages[stage](hop === undefined ? '堡垒机' : `第 ${hop} 台跳板机`),
  'way-tried': ({ transport }) => `尝试：${transportName(transport, 'zh-CN')}。`,
  'way-skipped': ({ transport }, failure) =>
    `跳过：${transportName(transport, 'zh-CN')}。${failure}`,
  connected: ({ user, host, session }) =>
    `已以 ${user} 身份连接到 ${host}（${session.address}，${session.software}）：${session.keyExchange}，${session.cipher}；主机密钥 ${session.hostKey.type} ${session.hostKey.fingerprint}；登录方式 ${session.authenticatedBy}。${hardening(session.strictKeyExchange)}`,
  listening: ({ address, port }) => `正在 ${address}:${port} 上监听。`,
  'host-key-trusted': ({ host, fingerprint }) => `今后将信任 ${host} 的主机密钥：${fingerprint}`,
  'host-keys-changed': ({ host, added, removed }) =>
    `${host} 公布了它的主机密钥。${list(' 从现在起信任：', added)}${list(' 不再信任：', removed)}`,
  'host-key-not-kept': (_event, failure) => failure,
  'cluster-found': ({ name, id, node }) => `集群是 ${name}（${id}），主节点是 ${node}。`,
  'aws-slowed': ({ inMs }) => slowedWords(Math.ceil(inMs / 1_000), 'zh-CN'),
  'cluster-not-asked': (_event, failure) => `无法查询集群，隧道去往上次的地方。${failure}`,
  'key-pair-differs': ({ machine, pair, shown, fingerprint }) =>
    `所选密钥（${fingerprint}）不是启动${machines[machine]}时的密钥对 ${pair}（EC2 显示 ${shown}）。除非后来添加过，登录会被拒绝。`,
  lost: (_event, failure) => `连接中断。${failure}`,
  retrying: ({ attempt, inMs }) =>
    inMs <= 0
      ? `正在重新连接（第 ${attempt} 次尝试）。`
      : `${seconds(inMs)} 秒后重新连接（第 ${attempt} 次尝试）。`,
  blocked: (_event, failure) => `需要处理。${failure}`,
  'request-failed': (_event, failure) => `请求失败。${failure}`,
  'page-answers': ({ page, milliseconds }) =>
    `页面 ${page} 有响应（${Math.round(milliseconds)} 毫秒）。`,
  'page-fails': ({ page }, failure) => `页面 ${page} 没有响应。${failure}`,
  stopped: () => '已停止。',
  'server-banner': ({ text }) => `堡垒机的提示：${text}`,
  'key-warning': ({ keyName, warning }) =>
    `请注意密钥文件 ${keyName}：${keyWarnings.get(warning) ?? warning}。`,
  'engine-restarted': () => '引擎发生故障后已重新启动，正在恢复隧道。',
  'fast-cipher-missing': ({ why }) =>
    `这台电脑上无法使用最快的加密算法，大文件传输会慢一些。${why}`,
  'secret-not-stored': ({ why }) =>
    `没有保存密钥口令或密码，因为${storageReasons.get(why) ?? ` ${why}`}。Culvert 退出之前会一直记住它。`,
};

/** A word of warning where the key exchange could be tampered with (CVE-2023-48795). */
function hardening(isStrict: boolean): string {
  return isStrict
    ? ''
    : ' 未加固：此堡垒机不支持严格密钥交换（strict key exchange），OpenSSH 从 9.6 起支持。';
}

function list(title: string, fingerprints: readonly string[]): string {
  return fingerprints.length === 0 ? '' : `${title}${fingerprints.join(', ')}`;
}
