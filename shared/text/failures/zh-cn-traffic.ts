import type { FailureOf } from '../../model/failure';
import { serverName } from './servers';
import { type Dictionary, type TrafficCode, words } from './words';
import { simplifiedChineseRequests } from './zh-cn-requests';

const lost: Record<FailureOf<'connection-lost'>['why'], string> = {
  closed: '服务器关闭了连接：sshd 或实例重启，或者达到了空闲时限。',
  reset: '连接在途中被切断：防火墙、NAT 设备或 VPN 丢弃了会话。',
  silent: '太久没有收到任何回应：本机曾经休眠，或者网络、VPN 发生了切换。',
  disconnected: '服务器发来消息后主动断开了连接。',
  protocol: '收到的数据不是有效的 SSH：服务器或中间设备有问题。',
  'no-route': '本机的网络或 VPN 已断开。',
};

/** Words for the failures of a tunnel that is there, in simplified Chinese: its ports, its connection and requests. */
export const simplifiedChineseTraffic: Dictionary<TrafficCode> = {
  ...simplifiedChineseRequests,
  'port-in-use': ({ port, pid, name, free }) =>
    words(
      `本机端口 ${port} 已被${name === undefined ? '其他程序' : ` ${name}${pid === undefined ? ' ' : ''}`}${pid === undefined ? '' : `（进程 ${pid}）`}占用。`,
      'MobaXterm、PuTTY、ssh -D 或另一个 Culvert 的隧道还占着它。',
      `请结束该程序，或为此隧道换一个本地端口${free === undefined ? '' : `（${free} 空闲）`}，并重新导出到 FoxyProxy。`,
    ),
  'port-reserved': ({ port }) =>
    words(
      `系统不允许使用端口 ${port}。`,
      '小于 1024 的端口需要管理员权限。Windows 还会为 Hyper-V、WSL 和 Docker 保留端口段（用 netsh interface ipv4 show excludedportrange protocol=tcp 查看）。',
      '请换一个本地端口，例如 8157，并重新导出到 FoxyProxy。',
    ),
  'port-shared': ({ port }) =>
    words(
      `另一个程序也在监听本机端口 ${port}。`,
      'Windows 可能允许其他程序打开已被占用的端口。浏览器发往此隧道的内容可能被那个程序收到，因此隧道已结束。',
      '请找到并结束该程序：netstat -ano 的最后一列是进程号，资源监视器的“网络 > 侦听端口”显示程序名。也可以为此隧道换一个本地端口，并重新导出到 FoxyProxy。',
    ),
  'listen-failed': ({ port, why }) =>
    words(
      `无法打开本机端口 ${port}（${why}）。`,
      '系统或安全软件不允许。',
      '请换一个本地端口，或允许 Culvert 在 127.0.0.1 上监听。',
    ),

  'connection-lost': (failure) =>
    words(
      `与${serverName(failure, 'zh-CN')} 的连接已断开。`,
      failure.detail === undefined
        ? lost[failure.why]
        : `${lost[failure.why]}（${failure.detail}）`,
      '请检查网络和 VPN。开启了自动重连的隧道会自行重新连接，否则请点击“启动”。',
    ),
};
