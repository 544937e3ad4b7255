import { transportName } from '../transports';
import type { ImportWords } from './words';

export const zhCn: ImportWords = {
  sources: {
    'ssh-config': 'ssh_config',
    mobaxterm: 'MobaXterm',
    putty: 'PuTTY',
    foxyproxy: 'FoxyProxy',
  },
  verdicts: { taken: '已采用', changed: '已更改', 'left-out': '未采用', refused: '已拒绝' },
  reasons: {
    'loopback-only': ({ from }) =>
      `原来监听 ${from}，其他电脑也能连接。Culvert 只监听本机的 127.0.0.1。`,
    'aws-pattern': () => 'AWS 说明中的这条规则也会匹配无关的主机，改用 EC2 的确切名称和私有地址。',
    'pattern-narrowed': ({ to }) => `按 ${to} 及其下级名称处理。`,
    'aws-way': ({ transport }) =>
      `改为内置方式“${transportName(transport, 'zh-CN')}”，该命令不会运行。`,
    'not-used': ({ name }) => `Culvert 的隧道用不到 ${name}。`,
    'earlier-line-wins': () => '前面的行已经决定：以最先出现的值为准。',
    'applies-to-none': () => '与找到的任何隧道都无关。',
    'match-not-run': () =>
      '它取决于一条命令的结果（Match exec）。Culvert 不执行文件中的任何内容，因此跳过这些行。',
    'match-not-judged': ({ criterion }) => `是否成立取决于“${criterion}”，只有 ssh 连接时才知道。`,
    'command-not-taken': () => '它指定要运行的程序。文件不能带入程序；如果信任，请自行输入。',
    'aws-region-missing': () => '此处和您的 AWS 设置都没有指定区域，因此无法采用这种方式。',
    'jump-host-not-taken': () => '仅凭此文件无法确定完整路径，因此没有采用跳板机。',
    'proxy-not-supported': () => 'Culvert 不支持这种代理。',
    'socket-not-supported': () => '不支持 Unix 套接字的转发。',
    'remote-socks-not-supported': () => '不支持堡垒机一侧的 SOCKS 服务器。',
    'one-key-only': () => '使用另一个密钥文件：第一个实际存在的文件。',
    'unknown-token': ({ token }) => `在这里无法得知 ${token} 代表什么。`,
    'not-ssh': ({ protocol }) => `这是 ${protocol} 会话，不是 SSH。`,
    'secret-not-read': () => '不读取密码。启动隧道时会询问。',
    'switched-off': () => '在文件中处于停用状态。',
    'exclusion-not-supported': () => '不采用例外规则。',
    'pattern-not-clear': () => '无法从这条规则得出域名或地址。',
    'not-a-local-socks-proxy': () => '这不是本机上的 SOCKS 代理。',
    malformed: () => '这一行格式不正确。',
    'too-long': ({ limit }) => `这一行超过 ${limit} 个字符。`,
    'too-many': ({ limit }) => `之后的内容不再读取：上限为 ${limit}。`,
    'bad-value': ({ problem }, fields) => fields[problem],
    'network-path': () => '该路径指向另一台电脑。Culvert 不会因为文件这样写就去访问它。',
    'include-missing': () => '没有这样的文件。',
    'include-loop': () => '这个文件包含了它自己。',
    'include-too-deep': ({ limit }) => `文件相互包含超过 ${limit} 层。`,
    'include-outside': () =>
      '该文件不在所选文件的文件夹内。只有您自己的 ~/.ssh/config 可以引用其他位置的文件。',
    'include-unreadable': () => '无法将该文件作为设置读取。',
  },
  notes: {
    'host-missing': () => '文件中没有堡垒机。请输入其主机。',
    'key-not-found': ({ path }) => `密钥文件 ${path} 不存在。`,
    'user-assumed': ({ user }) => `没有写明用户，按 ${user} 处理。`,
    'port-chosen': () => '没有写明本地端口，已选用空闲端口。',
    'port-taken': ({ from }) => `端口 ${from} 属于另一条隧道，已选用下一个空闲端口。`,
    'name-taken': ({ from }) => `已经有名为“${from}”的隧道。`,
    'already-here': ({ name }) => `与已有的隧道“${name}”相同。`,
    'loopback-only': ({ from }) => `原来监听 ${from}，将改为监听 127.0.0.1。`,
    'match-not-run': () => '有未判断的 Match 段，ssh 可能使用其他值。',
    'jump-host-not-taken': () => '经过跳板机的路径不完整。',
    'command-not-taken': () => '它原来通过程序（ProxyCommand）连接，该程序不会被采用。',
    'aws-way': ({ transport, instance }) =>
      `通过${transportName(transport, 'zh-CN')}连接 ${instance}，代替它的 ProxyCommand。`,
    'proxy-not-supported': () => '它原来通过 Culvert 不支持的代理连接。',
    'limit-from-patterns': () => '只通向规则中写明的地方，可在“高级”中更改。',
    'limit-left-open': () => '有些规则无法辨认，因此可以通向任何地方。',
  },
};
