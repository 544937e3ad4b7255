import type { FailureOf } from '../../model/failure';
import { placeOf } from './data';
import { type AwsCode, type Dictionary, type FailureWords, words } from './words';

type Credentials = FailureOf<'aws-credentials'>;
const credentials: Record<Credentials['why'], (failure: Credentials) => FailureWords> = {
  missing: ({ profile }) =>
    words(
      `AWS 配置文件 ${profile} 没有可用的凭证。`,
      'Culvert 与 AWS 命令行读取同样的文件（~/.aws/config 和 ~/.aws/credentials），自己不保存任何密钥。那里没有可用的内容。',
      `在终端运行 aws configure sso 或 aws configure（加上 --profile ${profile}），然后刷新。也可以在上方选择其他配置文件。`,
    ),
  'unknown-profile': ({ profile }) =>
    words(
      `这台电脑上没有名为 ${profile} 的 AWS 配置文件。`,
      '它在 ~/.aws/config 中被改名或删除，或者设置来自另一台电脑。',
      `选择其他 AWS 配置文件，或用 aws configure sso --profile ${profile} 创建它。`,
    ),
  expired: ({ profile }) =>
    words(
      `AWS 配置文件 ${profile} 的会话已过期。`,
      '临时凭证只有几个小时有效，而且没有续期。',
      `用原来的方式（例如 aws sts assume-role 或公司的登录工具）为 ${profile} 重新取得凭证，然后刷新。`,
    ),
  'sign-in': ({ profile }) =>
    words(
      `AWS 配置文件 ${profile} 需要您登录 AWS。`,
      '它使用 IAM Identity Center（SSO），而您还没有登录，或登录已失效。',
      `点击“登录”。在终端则运行：aws sso login --profile ${profile}`,
    ),
  mfa: ({ profile }) =>
    words(
      `AWS 配置文件 ${profile} 需要 MFA 设备的验证码。`,
      '提问窗口被关闭，或者没有可以提问的终端。',
      '再试一次，输入设备当前显示的六位数字。',
    ),
  invalid: ({ profile }) =>
    words(
      `AWS 不接受配置文件 ${profile} 的凭证。`,
      '访问密钥已被停用或删除、与其秘密访问密钥不匹配，或者该区域没有为此账户启用。',
      '确认用这个配置文件运行 aws sts get-caller-identity 能成功，并确认区域正确。',
    ),
};

const unreachable: Record<FailureOf<'aws-unreachable'>['why'], readonly [string, string]> = {
  name: ['名称解析不到地址：这台电脑离线，或 VPN 的 DNS 不认识它。', '检查网络和 VPN，然后刷新。'],
  'no-route': ['这台电脑没有网络，或 VPN 已断开。', '重新连接网络，然后刷新。'],
  refused: [
    '那里没有程序在监听：设置了没有运行的代理、自定义终端节点或 VPC 终端节点。',
    '检查 HTTPS_PROXY、AWS_ENDPOINT_URL，以及给 Culvert 的终端节点。',
  ],
  timeout: [
    '没有任何回应：防火墙挡住了通往 AWS 的路，或者需要代理。',
    '换一个网络试试，或按公司的规定设置 HTTPS_PROXY。',
  ],
  cut: ['回答到一半连接就断了。', '再试一次。如果反复出现，原因在中间的代理或防火墙。'],
  certificate: [
    '它的证书不受这台电脑信任：中间有解开 TLS 的代理，或有人在截取。',
    '如果是公司的代理，用 NODE_EXTRA_CA_CERTS 指定其证书；否则请换一个网络。',
  ],
};

/** Words for the failures of AWS and of clusters, in Chinese. */
export const simplifiedChineseAws: Dictionary<AwsCode> = {
  'aws-credentials': (failure) => credentials[failure.why](failure),
  'aws-region-missing': ({ profile }) =>
    words(
      '没有选择 AWS 区域。',
      `~/.aws/config 中的配置文件 ${profile} 没有写区域，AWS_REGION 也没有设置。`,
      '选择集群所在的区域（命令行：--region）。',
    ),
  'aws-denied': ({ action, region, profile, why }) =>
    why === 'explicit-deny'
      ? words(
          `有策略禁止配置文件 ${profile} 在 ${region} 使用 ${action}。`,
          '显式拒绝优先于一切允许：可能是组织的服务控制策略、权限边界，或要求 MFA 或特定网络的策略。',
          `就 ${action} 询问管理 AWS 组织的人。`,
        )
      : words(
          `配置文件 ${profile} 无权在 ${region} 使用 ${action}。`,
          '这个用户或角色的任何策略都没有授予它。',
          `请 AWS 管理员授予 ${action}。读取集群所需的权限都在托管策略 AmazonEMRReadOnlyAccessPolicy_v2 中。`,
        ),
  'aws-throttled': ({ action, region }) =>
    words(
      `目前 ${region} 的 ${action} 调用过多，AWS 正在限流。`,
      '限额按整个账户计算，其他程序和其他人也在调用。',
      '等一分钟再试。Culvert 会自动放慢速度。',
    ),
  'aws-unreachable': ({ host, region, why }) =>
    words(`无法连接 AWS（${placeOf(host, region, '，')}）。`, ...unreachable[why]),
  'aws-fault': ({ action, region }) =>
    words(
      `AWS 未能回答 ${region} 的 ${action}。`,
      '它连续几次报告自身的故障。',
      '过一分钟再试。AWS Health Dashboard 会显示该区域是否有故障。',
    ),
  'aws-clock': ({ seconds }) =>
    words(
      seconds === null
        ? 'AWS 认为这台电脑的时钟不对。'
        : `这台电脑的时钟与 AWS 相差 ${seconds} 秒。`,
      '请求带有时间签名，相差超过五分钟就会被拒绝。',
      '打开自动设置时间，然后再试。',
    ),
  'aws-refused': ({ action, region, reason, detail }) =>
    region === ''
      ? words(
          `${detail} 没有给出所请求的内容（${action}）：${reason}`,
          'AWS 出了问题，或者需要登录的网络或代理在替它回答。',
          '打开一个网页，看看这个网络是否要求登录，然后再试。',
        )
      : words(
          `AWS 拒绝了 ${region} 的 ${action}：${reason}`,
          `AWS 的说明：${detail}`,
          '检查所请求的内容：区域、集群和 AWS 配置文件。',
        ),
  'cluster-terminated': ({ name, id, follows }) =>
    words(
      `集群 ${name}（${id}）已终止。`,
      '它的工作已完成、闲置太久，或被人终止。它的页面已不存在。',
      follows
        ? 'Culvert 会寻找符合条件的最新运行中集群并自动转过去。启动下一个，或选择另一个集群。'
        : '在“集群”页选择另一个集群，或让隧道跟随同名的最新集群。',
    ),
  'cluster-not-ready': ({ name, id, state }) =>
    words(
      `集群 ${name}（${id}）还没有可连接的主节点：当前状态是 ${state}。`,
      '集群启动需要五到十五分钟。',
      '等它变为 RUNNING 或 WAITING，再点击“启动”。',
    ),
  'cluster-without-nodes': ({ name, id }) =>
    words(
      `AWS 在该时间范围内没有列出集群 ${name}（${id}）的任何节点。`,
      'EMR 只列出结束不到三十天的实例；或者该集群是在其他时间运行的。',
      '选择它运行过的时间范围，或不填写集群以查看所有接口。',
    ),
  'cluster-missing': ({ by, rule, region }) =>
    by === 'id'
      ? words(
          `${region} 没有集群 ${rule}。`,
          '它属于其他区域或账户，或者早已结束。',
          '检查区域和 AWS 配置文件，或在“集群”页选择一个集群。',
        )
      : words(
          by === 'name'
            ? `${region} 没有名为 ${rule} 的运行中集群。`
            : `${region} 没有带标签 ${rule} 的运行中集群。`,
          '它还没有启动，或者已结束而没有后继。',
          '启动集群，或在“集群”页选择另一个集群。',
        ),
};
