import type { FailureOf } from '../../model/failure';
import { at } from './data';
import { type Dictionary, type RequestCode, words } from './words';

const notTaken: Record<FailureOf<'socks-request-refused'>['why'], string> = {
  'not-socks': '它根本不是 SOCKS 请求，有程序把这个端口用作了别的用途。',
  http: '它是 HTTP 请求：浏览器或程序把这个端口设成了 HTTP 代理。',
  tls: '它是 TLS 请求：这个端口被设成了 HTTPS 代理，或被当作 https:// 地址打开。',
  malformed: '开头是 SOCKS，但格式不符合规范。',
  authentication: '程序坚持使用 SOCKS 用户名和密码，而隧道不接受认证。',
  command: '它请求的不是建立连接，而是 BIND 或 UDP（通过 SOCKS 的 DNS 或 QUIC）。',
  'address-type': '它用 SOCKS 中不存在的地址类型指定目标。',
  name: '目标名称为空，或不是主机名。',
  port: '它请求的是不存在任何服务的 0 号端口。',
};

const noPage: Record<FailureOf<'page-no-answer'>['why'], string> = {
  silent: '端口有程序监听但没有回应：应用卡住了，或仍在启动。',
  closed: '连接立即被关闭：应用正在启动、停止，或负载过高。',
  'not-http': '返回的不是 HTTP：此端口由其他服务使用，或该页面是 https。',
};

const stranger: Record<FailureOf<'client-refused'>['why'], readonly [string, string, string]> = {
  'other-user': [
    '本机另一位用户（编号 %）的程序被挡在隧道之外。',
    '任何登录到本机的人都能连到本地端口，而这次尝试的不是您。',
    '如果这是有意的，无需处理；否则请询问该账户的使用者。用 id 命令可查到编号对应的名称。',
  ],
  'unknown-user': [
    '系统没有说明程序属于哪位用户，因此它被挡在隧道之外。',
    '该程序立即关闭了连接，或者运行在有独立网络的容器里。',
    '请在容器之外，以运行 Culvert 的同一用户运行该程序。',
  ],
  'wrong-credential': [
    '程序的 SOCKS 用户名或密码不正确或未提供，被挡在隧道之外。',
    '隧道接受来自本机之外的连接，因此要求每个程序提供启动时设定的用户名和密码。',
    '请在该程序的代理设置中填写这两项。如果不是您的程序，说明有人在尝试连接：请让隧道只监听 127.0.0.1。',
  ],
};

/** Words for the failures of single requests through a tunnel, in Simplified Chinese. */
export const simplifiedChineseRequests: Dictionary<RequestCode> = {
  'forwarding-prohibited': (failure) =>
    words(
      `堡垒机不允许转发到 ${at(failure)}。`,
      'sshd_config 中设置了 AllowTcpForwarding no 或限制了 PermitOpen，或者 authorized_keys 中您的密钥带有 restrict 或 no-port-forwarding。',
      '请管理员为您的用户将 AllowTcpForwarding 设为 yes（或 local）并重新加载 sshd；当前生效的值可用 sudo sshd -T 查看。',
    ),
  'destination-refused': (failure) =>
    words(
      `${at(failure)} 拒绝了连接。`,
      `堡垒机已到达该机器，但端口 ${failure.port} 上没有程序在监听：该应用没有安装在此集群上、没有运行，或使用了其他端口。`,
      '请检查端口（YARN 8088、Spark History 18080、NameNode 9870）以及 EMR 控制台中该集群的应用列表。',
    ),
  'destination-timeout': (failure) =>
    words(
      `${at(failure)} 没有回应堡垒机。`,
      '集群主节点的安全组没有放行堡垒机，或者集群已经终止。',
      `请为主节点的安全组添加入站规则：TCP ${failure.port}，来源为堡垒机的安全组，并确认集群仍在运行。`,
    ),
  'destination-unreachable': (failure) =>
    words(
      `堡垒机没有通往 ${at(failure)} 的路由。`,
      failure.scope === 'host'
        ? '这个地址上已经没有机器：实例或整个集群已停止或终止。'
        : '该地址位于其他 VPC 或子网，而且没有通向那里的路由、对等连接或 Transit Gateway。',
      '请在 EMR 控制台确认集群仍在运行。如果在运行，请使用同一 VPC 的堡垒机，或检查堡垒机所在子网的路由表。',
    ),
  'destination-unresolvable': (failure) =>
    words(
      `堡垒机无法解析名称 ${failure.host}（端口 ${failure.port}）。`,
      '集群已终止或被替换，名称随之失效；或者 VPC 关闭了 DNS 解析或 DNS 主机名。',
      '请在 EMR 控制台查看当前的主节点，尝试用它的私有 IP 地址访问，并检查 VPC 的 DNS 设置。',
    ),
  'destination-prohibited': (failure) =>
    words(
      `Culvert 没有转发到 ${at(failure)} 的请求。`,
      '此隧道被限制在其他目标，或者这是环回或链路本地地址：这类地址会指向堡垒机自身及其实例凭证（169.254.169.254），不能让网页访问到。',
      '如果确有需要，请将目标加入此隧道的限制列表（命令行：--only），若是这类地址则加入允许范围（--allow）。',
    ),
  'page-no-answer': (failure) =>
    words(
      `${at(failure)} 接受了连接，但没有返回页面。`,
      noPage[failure.why],
      '请检查页面地址（http 或 https，以及端口），并在 EMR 控制台查看应用状态。',
    ),
  'tunnel-down': () =>
    words(
      '请求到达时隧道没有连接。',
      '与堡垒机的连接未能及时恢复。',
      '请查看隧道状态，显示“已连接”后再刷新页面。',
    ),
  'too-many-connections': ({ limit }) =>
    words(
      `隧道已承载 ${limit} 个连接，达到上限。`,
      '打开的标签页太多，或有不断自动刷新的页面、不关闭连接的程序。',
      '请关闭一些标签页后重试。',
    ),
  'socks-request-refused': ({ why }) =>
    words(
      '有程序向本地端口发送了隧道无法处理的请求。',
      notTaken[why],
      '请将该程序的代理设为 SOCKS5（或 SOCKS4a），主机 127.0.0.1，端口为隧道的本地端口，并且不填用户名和密码。',
    ),
  'client-refused': ({ why, uid }) => {
    const [what, cause, next] = stranger[why];
    return words(what.replace('%', String(uid)), cause, next);
  },
};
