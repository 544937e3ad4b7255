import type { FailureOf } from '../../model/failure';
import { transportName } from '../transports';
import { list, sshdRemedy } from './data';
import { serverName, serverPlace } from './servers';
import { type Dictionary, type FailureWords, lookUp, words } from './words';
import { simplifiedChineseAws } from './zh-cn-aws';
import { simplifiedChineseBrowser } from './zh-cn-browser';
import { simplifiedChineseImports } from './zh-cn-imports';
import { simplifiedChineseKeys } from './zh-cn-keys';
import { simplifiedChineseRequests } from './zh-cn-requests';
import { simplifiedChineseFromJumpHost, simplifiedChineseWays } from './zh-cn-ways';

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'zh-CN');
const place = (failure: Server) => serverPlace(failure, 'zh-CN');

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
    words(
      `本机没有通往${server(failure)} 的路由。`,
      '本机已断网、VPN 未连接，或者该地址是当前网络到不了的私有地址。',
      '请检查网络和 VPN，或改填堡垒机的公有地址。',
    ),
  reset: (failure) =>
    words(
      `与${server(failure)} 的连接刚建立就被切断。`,
      '途中的防火墙不放行 SSH，或者服务器暂时不接受新连接（MaxStartups，或登录失败后的 PerSourcePenalties）。',
      `请等待十分钟，期间不要重试。若仍然如此，请换一个网络，或申请放行到 ${failure.host} 的 TCP ${failure.port}。`,
    ),
};

const lost: Record<FailureOf<'connection-lost'>['why'], string> = {
  closed: '服务器关闭了连接：sshd 或实例重启，或者达到了空闲时限。',
  reset: '连接在途中被切断：防火墙、NAT 设备或 VPN 丢弃了会话。',
  silent: '太久没有收到任何回应：本机曾经休眠，或者网络、VPN 发生了切换。',
  disconnected: '服务器发来消息后主动断开了连接。',
  protocol: '收到的数据不是有效的 SSH：服务器或中间设备有问题。',
  'no-route': '本机的网络或 VPN 已断开。',
};

const agentNames: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent': 'ssh-agent',
  'windows-openssh': 'Windows 的 OpenSSH 代理程序',
  pageant: 'Pageant',
};
const agentSteps: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent':
    '请在终端运行 ssh-add -l。如果同样失败，请用 eval "$(ssh-agent -s)" 启动代理程序，并在同一会话中打开 Culvert。',
  'windows-openssh':
    '请在管理员 PowerShell 中运行：Set-Service ssh-agent -StartupType Manual; Start-Service ssh-agent，然后用 ssh-add 添加密钥。',
  pageant: '请启动 Pageant 并添加密钥，然后重新启动隧道。',
};
const agentCauses: Record<FailureOf<'agent-unavailable'>['why'], string> = {
  'not-configured': '代理程序没有运行，或者当前会话找不到它（SSH_AUTH_SOCK）。',
  'no-answer': '代理程序在运行，但没有回应；它可能正在自己的窗口里等待您确认。',
  refused: '代理程序在运行，但拒绝了请求：它属于其他用户，或者已被锁定。',
};

const algorithmKinds: Record<FailureOf<'algorithms-mismatch'>['kind'], string> = {
  'key-exchange': '密钥交换算法',
  cipher: '加密算法',
  mac: 'MAC 算法',
  'host-key': '主机密钥类型',
  compression: '压缩方式',
  unknown: '算法',
};

/** Words for every failure, in Simplified Chinese. */
export const simplifiedChinese: Dictionary = {
  ...simplifiedChineseAws,
  ...simplifiedChineseKeys,
  ...simplifiedChineseBrowser,
  ...simplifiedChineseImports,
  ...simplifiedChineseRequests,
  ...simplifiedChineseWays,
  'bastion-unresolvable': (failure) =>
    failure.via === undefined
      ? words(
          `无法解析${failure.hop === undefined ? '堡垒机' : `第 ${failure.hop} 台跳板机`}的名称 ${failure.host}。`,
          '名称拼写有误、只存在于私有 DNS 区域，或者本机已断网或未连接 VPN。',
          '请检查拼写、连接 VPN，或直接填写服务器的公有 IP 地址。',
        )
      : simplifiedChineseFromJumpHost(failure),
  'bastion-unreachable': (failure) =>
    failure.via === undefined
      ? unreachable[failure.why](failure)
      : simplifiedChineseFromJumpHost(failure),
  'not-ssh': (failure) =>
    words(
      `${place(failure)} 有响应，但不是 SSH 服务器。`,
      failure.received === ''
        ? '对方没有发送任何数据就关闭了连接，可能是负载均衡器、代理或防火墙在代为响应。'
        : `对方的开头是“${failure.received}”。这个端口被其他服务占用，例如 Web 服务器或代理。`,
      '请检查堡垒机主机名和 SSH 端口；SSH 通常使用 22 端口。',
    ),
  'algorithms-mismatch': (failure) =>
    words(
      `Culvert 与 ${place(failure)} 没有共同支持的${algorithmKinds[failure.kind]}。`,
      failure.offered.length === 0
        ? '服务器非常老旧，或者配置中去掉了所有现行算法。'
        : `服务器只提供 ${list(failure.offered)}：它比较老旧，或配置得过于严格。`,
      `请升级堡垒机的 OpenSSH，或请管理员在 sshd_config 中加入这一行：${sshdRemedy[failure.kind]}`,
    ),
  'handshake-timeout': (failure) =>
    failure.stage === 'key-exchange'
      ? words(
          `已连上 ${place(failure)}，但 SSH 握手在 ${failure.seconds} 秒内没有完成。`,
          '服务器负载过高，或者途中的代理或检测型防火墙拖住了 SSH。',
          '请一分钟后再试。如果反复出现，请换一个网络，并查看堡垒机的负载。',
        )
      : words(
          `${place(failure)} 在 ${failure.seconds} 秒内没有答复登录请求。`,
          '服务器自己在等待其他系统：目录服务（LDAP）、DNS（UseDNS）或双因素认证。',
          '请重试。如果反复出现，堡垒机上的 sshd 日志会说明它在等什么：sudo journalctl -u sshd',
        ),

  'host-key-unknown': (failure) =>
    words(
      `${server(failure)} 尚未被确认。`,
      `本机还没有人确认过它的 ${failure.type} 主机密钥 ${failure.fingerprint}：这是首次连接，或者服务器重建过。`,
      `请与管理员提供的指纹或 EC2 系统日志中的指纹核对，一致后再信任（命令行：--trust ${failure.fingerprint}）。`,
    ),
  'host-key-changed': (failure) =>
    words(
      `${server(failure)} 的主机密钥与之前不同。没有向它发送任何凭证。`,
      `现在：${failure.type} ${failure.fingerprint}。记录：${list(
        failure.known.map((key) => `${key.type} ${key.fingerprint}（${key.source}）`),
        '；',
      )}。实例被替换、地址换给了另一台机器，或者有人在拦截连接。`,
      '请向管理员询问新的指纹。只有与上面显示的完全一致时，才删除记录中的旧条目并重新启动。',
    ),
  'host-key-revoked': (failure) =>
    words(
      `${place(failure)} 的主机密钥已被吊销。没有向它发送任何凭证。`,
      `${failure.source} 将 ${failure.type} ${failure.fingerprint} 标记为 @revoked：绝不能再信任它。`,
      '请不要连接，并向管理员索取服务器的新主机密钥。',
    ),
  'host-key-refused': (failure) =>
    words(
      `您没有信任 ${place(failure)} 的主机密钥。`,
      `关于 ${failure.type} ${failure.fingerprint} 的询问被否定或关闭，因此没有发送任何凭证。`,
      '请先让管理员确认指纹，再点击“启动”并选择信任。',
    ),
  'host-key-unproven': (failure) =>
    words(
      `${place(failure)} 出示了并不属于它的主机密钥。没有向它发送任何凭证。`,
      `它出示了 ${failure.type} ${failure.fingerprint}，但签名与该密钥不符：您与堡垒机之间可能有人在冒充。`,
      '请不要从当前网络连接。换一个网络再试，并告知管理员。',
    ),
  'known-hosts-unreadable': ({ file }) =>
    words(
      `无法读取已知服务器列表 ${file}。`,
      '文件权限不足。没有这份列表就无法区分已知服务器和冒充者，因此 Culvert 停了下来。',
      '请将文件改为自己所有且可读（chmod 600），然后重新启动隧道。',
    ),
  'trust-store-unwritable': ({ file, why }) =>
    words(
      `无法把您信任的主机密钥写入 ${file}（${why}）。`,
      '磁盘已满，或者文件及其文件夹没有写入权限。',
      '在 Culvert 退出之前它一直受信任。请腾出空间，或将文件及文件夹改为自己所有且可写，以便记住它。',
    ),

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
      `${where === undefined ? '堡垒机' : server(where)}拒绝用户 ${user} 登录。`,
      `已尝试：${tried.length === 0 ? '无（没有可提供的凭证）' : list(tried)}。服务器接受：${
        accepted.length === 0 ? '未说明' : list(accepted)
      }。通常是用户名不对（Amazon Linux 为 ec2-user，EMR 为 hadoop，Ubuntu 为 ubuntu），或密钥不属于该实例。代理程序中的密钥过多也会超出 MaxAuthTries。`,
      `请检查用户名，选择启动实例时指定的密钥对，或请管理员把您的公钥加入 ${user} 的 ~/.ssh/authorized_keys。`,
    ),
  'auth-cancelled': () =>
    words(
      '登录已取消。',
      '询问密钥口令、密码或验证码的窗口未作答就被关闭。',
      '点击“启动”会再次询问。',
    ),

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
  'listen-failed': ({ port, why }) =>
    words(
      `无法打开本机端口 ${port}（${why}）。`,
      '系统或安全软件不允许。',
      '请换一个本地端口，或允许 Culvert 在 127.0.0.1 上监听。',
    ),

  'connection-lost': (failure) =>
    words(
      `与${server(failure)} 的连接已断开。`,
      failure.detail === undefined
        ? lost[failure.why]
        : `${lost[failure.why]}（${failure.detail}）`,
      '请检查网络和 VPN。开启了自动重连的隧道会自行重新连接，否则请点击“启动”。',
    ),

  'no-way-left': ({ attempts }) =>
    words(
      `到第一台服务器的 ${attempts.length} 种连接方式都失败了。`,
      attempts
        .map(
          ({ transport, cause }) =>
            `${transportName(transport, 'zh-CN')}：${lookUp(simplifiedChinese, cause).what}`,
        )
        .join(''),
      attempts[0] === undefined
        ? '请点击“启动”重试。'
        : lookUp(simplifiedChinese, attempts[0].cause).next,
    ),

  'profile-missing': ({ name }) =>
    words(
      `没有名为 ${name} 的隧道。`,
      '它被改名或删除，或者名称拼写有误。',
      '请在隧道列表中核对名称。',
    ),
  'engine-crashed': () =>
    words(
      'Culvert 中承载隧道的引擎意外停止。',
      '这是 Culvert 的缺陷，引擎正在重新启动。',
      '之前已连接的隧道会自动恢复。如果再次发生，请附上日志反馈给我们。',
    ),
  cancelled: () =>
    words('操作已取消。', '它在完成之前被中止，没有改动任何内容。', '需要时请重新开始。'),
  internal: ({ detail }) =>
    words(
      `Culvert 内部出错：${detail}`,
      '这是 Culvert 的缺陷，与您的设置无关。',
      '请重新启动隧道。如果反复出现，请附上日志反馈给我们。',
    ),
};
