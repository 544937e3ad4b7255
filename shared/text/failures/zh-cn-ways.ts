import type { FailureOf } from '../../model/failure';
import { at } from './data';
import { serverName } from './servers';
import {
  type Dictionary,
  type FailureWords,
  type SeenFromJumpHost,
  type WayCode,
  words,
} from './words';

const kinds = { http: 'HTTP', socks: 'SOCKS 5' } as const;

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'zh-CN');

type Unreachable = FailureOf<'bastion-unreachable'>;
const unreachable: Record<Unreachable['why'], (failure: Unreachable) => FailureWords> = {
  timeout: (failure) =>
    words(
      `${server(failure)} 没有响应。`,
      '最常见的原因是它的安全组没有放行您当前的 IP 地址（家里、公司和 VPN 的地址各不相同）。也可能是实例已停止，或重启后公有 IP 发生了变化。',
      `请在 EC2 控制台为堡垒机的安全组添加入站规则：TCP ${failure.port}，来源选“我的 IP”。如果要经过 VPN，请先连接 VPN。然后点击“启动”。`,
    ),
  refused: (failure) =>
    words(
      `${server(failure)} 拒绝了连接。`,
      `机器在线，但端口 ${failure.port} 上没有 SSH 服务在监听：可能仍在启动，或使用了其他端口。这不是安全组的问题，被安全组拦截时只会没有响应，不会拒绝。`,
      '请检查隧道的 SSH 端口。如果实例刚刚启动，请等一分钟再点击“启动”。',
    ),
  'no-route': (failure) =>
    failure.permission === undefined
      ? words(
          `本机没有通往${server(failure)} 的路由。`,
          '本机已断网、VPN 未连接，或者该地址是当前网络到不了的私有地址。',
          '请检查网络和 VPN，或改填堡垒机的公有地址。',
        )
      : words(
          `本机没有通往${server(failure)} 的路由。`,
          'macOS 不让未获授权的程序访问本地网络。也可能是本机已断网、VPN 未连接，或者该地址是当前网络到不了的私有地址。',
          '请打开“系统设置 → 隐私与安全性 → 本地网络”，允许 Culvert 或启动它的终端程序。如已允许，请检查网络和 VPN。然后点击“启动”。',
        ),
  reset: (failure) =>
    words(
      `与${server(failure)} 的连接刚建立就被切断。`,
      '途中的防火墙不放行 SSH，或者服务器暂时不接受新连接（MaxStartups，或登录失败后的 PerSourcePenalties）。',
      `请等待十分钟，期间不要重试。若仍然如此，请换一个网络，或申请放行到 ${failure.host} 的 TCP ${failure.port}。`,
    ),
};

const reasons = {
  timeout: '没有响应',
  refused: '被拒绝',
  'no-route': '没有路由',
  reset: '立即被切断',
} as const;

/** Words for a server that a jump host cannot reach. */
function fromJumpHost(failure: SeenFromJumpHost): FailureWords {
  return failure.code === 'bastion-unresolvable'
    ? words(
        `跳板机 ${failure.via} 找不到${server(failure)} 的地址。`,
        '名称由发起连接的一端解析。它可能拼写有误，或只存在于另一个网络。',
        '请检查拼写，或填写跳板机能到达的私有 IP 地址。',
      )
    : words(
        `跳板机 ${failure.via} 连不上${server(failure)}（${reasons[failure.why]}）。`,
        failure.why === 'refused'
          ? '机器在线，但该端口上没有 SSH 服务器在监听。'
          : '它的安全组不放行该跳板机、实例已停止，或位于另一个网络。',
        `请在 ${failure.host} 的安全组中放行来自 ${failure.via} 的 TCP ${failure.port}，并检查主机和端口。`,
      );
}

/** Words for the failures on the way to the bastion, in simplified Chinese. */
export const simplifiedChineseWays: Dictionary<WayCode> = {
  'bastion-unresolvable': (failure) =>
    failure.via === undefined
      ? words(
          `无法解析${failure.hop === undefined ? '堡垒机' : `第 ${failure.hop} 台跳板机`}的名称 ${failure.host}。`,
          '名称拼写有误、只存在于私有 DNS 区域，或者本机已断网或未连接 VPN。',
          '请检查拼写、连接 VPN，或直接填写服务器的公有 IP 地址。',
        )
      : fromJumpHost(failure),
  'bastion-unreachable': (failure) =>
    failure.via === undefined ? unreachable[failure.why](failure) : fromJumpHost(failure),
  'jump-host-prohibits': (failure) =>
    words(
      `跳板机 ${failure.via} 不允许转发到 ${at(failure)}${failure.hop === undefined ? '' : `（第 ${failure.hop} 台跳板机）`}。`,
      '它的 sshd 不允许：AllowTcpForwarding、PermitOpen，或 authorized_keys 中对您密钥的限制。',
      `请让管理员在 ${failure.via} 上允许转发到 ${failure.host}，或改用其他跳板机。`,
    ),
  'proxy-unreachable': (failure) =>
    words(
      `无法连接代理 ${at(failure)}。`,
      {
        unresolvable: '它的名称没有地址：可能拼写有误，或只在公司网络或 VPN 内可用。',
        timeout: '它没有响应：您可能不在它所属的网络中。',
        refused: '机器在线，但该端口上没有程序在监听。',
        'no-route': '本机处于离线状态，或所在网络无法通往那里。',
        reset: '连接立即被代理本身或防火墙切断。',
      }[failure.why],
      '请检查代理的主机和端口；如果它属于 VPN，请先连接 VPN。',
    ),
  'proxy-silent': (failure) =>
    words(
      `代理 ${at(failure)} 接受了连接，但在 ${failure.seconds} 秒内没有答复。`,
      '它过载、自身在等待，或者与所选的代理类型不同。',
      '请一分钟后再试，并确认它是 HTTP 代理还是 SOCKS 代理。',
    ),
  'proxy-refused': (failure) =>
    words(
      `${kinds[failure.kind]} 代理 ${at(failure)} 拒绝连接到服务器。`,
      `它答复“${failure.answer}”。许多代理只允许 443 端口，另一些则无法解析或到达该主机。`,
      '请让代理管理员允许到该主机和端口的 SSH，或改用其他连接方式。',
    ),
  'proxy-login-refused': (failure) =>
    failure.why === 'no-user'
      ? words(
          `代理 ${at(failure)} 要求用户名和密码。`,
          '此隧道没有填写。',
          '请点击“编辑”并填写代理的用户名；密码会在启动时询问。',
        )
      : words(
          `代理 ${at(failure)} 不接受该用户名和密码。`,
          '可能输入有误或已过期，也可能它要求其他登录方式。',
          '请重试，或咨询代理管理员。',
        ),
  'not-a-proxy': (failure) =>
    words(
      `${at(failure)} 的答复不像 ${kinds[failure.kind]} 代理。`,
      failure.received === ''
        ? '它一言不发就关闭了连接：可能是另一种代理。'
        : `它以“${failure.received}”开头。可能是另一种代理，或根本不是代理。`,
      '请检查主机和端口，并确认它是 HTTP 代理还是 SOCKS 代理。',
    ),
  'remote-port-refused': (failure) =>
    words(
      `堡垒机 ${failure.host} 拒绝为此隧道监听端口 ${failure.port}。`,
      '那里有其他程序占用该端口，往往是刚断开的连接尚未释放；也可能是 sshd 不允许（AllowTcpForwarding、PermitListen，或端口低于 1024）。',
      '请等一分钟再点击“启动”，或在堡垒机上换一个端口。',
    ),
  'local-target-unreachable': (failure) =>
    words(
      `此隧道在您这一侧通往的 ${at(failure)} 不接受连接。`,
      {
        refused: '本应在那里监听的程序没有运行，或使用了其他端口。',
        timeout: '它没有及时响应：程序卡住，或防火墙拦截了连接。',
        'no-route': '本机没有通往该地址的路由。',
        unresolvable: '本机查不到该名称的地址。',
      }[failure.why],
      '请启动该程序，或点击“编辑”更正隧道通往的位置。',
    ),
  'instance-not-managed': ({ id, region }) =>
    words(
      `会话管理器没有与 ${region} 的 ${id} 建立连接。`,
      '实例已停止、SSM Agent 没有运行、其角色缺少 AmazonSSMManagedInstanceCore，或者它既连不上互联网，也没有 ssm、ssmmessages、ec2messages 的 VPC 终端节点。',
      '请在 Systems Manager 的 Fleet Manager 中查看该实例并排除原因，或改用其他连接方式。',
    ),
  'command-missing': ({ program }) =>
    words(
      `找不到程序 ${program}。`,
      '它没有安装，或不在 Culvert 查找的文件夹中。从桌面启动的程序知道的文件夹往往比终端少。',
      program === 'session-manager-plugin'
        ? '请从 AWS 安装会话管理器插件（见 Systems Manager 用户指南），然后点击“启动”。'
        : program === 'aws'
          ? '请安装 AWS 命令行（AWS CLI）第 2 版，然后点击“启动”。'
          : '请安装它，或在代理命令中写出完整路径。',
    ),
  'command-failed': ({ program, status, said }) =>
    words(
      `${program} 在连接建立之前就结束了（${status}）。`,
      said === '' ? '它没有说明原因。' : `它的说明：${said}`,
      '请在终端中运行同一命令，看看它需要什么。',
    ),
  'command-unsafe': ({ user }) =>
    words(
      `用户名 ${user} 不能放进代理命令。`,
      '该命令需要 shell，而 shell 会对这个名称中的字符作出反应。',
      '请不要使用 %r，而是把名称加上引号直接写进命令。',
    ),
};
