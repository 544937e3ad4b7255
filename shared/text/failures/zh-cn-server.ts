import type { FailureOf } from '../../model/failure';
import { list, sshdRemedy } from './data';
import { serverName, serverPlace } from './servers';
import { type Dictionary, type ServerCode, words } from './words';

type Server = Parameters<typeof serverName>[0];
const server = (failure: Server) => serverName(failure, 'zh-CN');
const place = (failure: Server) => serverPlace(failure, 'zh-CN');

const algorithmKinds: Record<FailureOf<'algorithms-mismatch'>['kind'], string> = {
  'key-exchange': '密钥交换算法',
  cipher: '加密算法',
  mac: 'MAC 算法',
  'host-key': '主机密钥类型',
  compression: '压缩方式',
  unknown: '算法',
};

/** Words for the failures of the server that answers, and of its host key, in simplified Chinese. */
export const simplifiedChineseServer: Dictionary<ServerCode> = {
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
      `${place(failure)} 未能证明所出示的主机密钥属于它自己。没有向它发送任何凭证。`,
      `它出示了 ${failure.type} ${failure.fingerprint}，但签名与该密钥不符，或在密钥被接受之前就继续了登录：您与堡垒机之间可能有人在冒充。`,
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
};
