import { type DoctorText, some } from './words';

/** The checks in Simplified Chinese. */
export const chineseChecks: DoctorText['checks'] = {
  BASTION_SSH_MISSING: {
    title: '我的地址可以访问堡垒机的 SSH 端口',
    problem: ({ from, ports }) =>
      `堡垒机没有允许${from === '' ? '任何地址' : ` ${from} `}访问端口 ${some(ports)} 的入站规则。`,
    affects: () => '堡垒机不会响应，隧道无法连接。',
  },
  BASTION_SSH_WORLD: {
    title: '堡垒机的 SSH 没有对所有人开放',
    problem: ({ ports, what }) => `堡垒机的端口 ${some(ports)} 对 ${some(what)} 开放。`,
    affects: () => '隧道可以用，但互联网上的任何人也都能尝试登录。',
  },
  BASTION_SOCKS_PORT_OPEN: {
    title: '堡垒机上没有开放 SOCKS 端口',
    problem: ({ ports }) => `堡垒机开放了端口 ${some(ports)}，而本应用建立的隧道用不到它。`,
    affects: () =>
      'SOCKS 监听在您自己的电脑上，这条规则没有用处。若有人在堡垒机上运行代理，它就成了通往 VPC 的敞开的门。',
  },
  BASTION_NOT_RUNNING: {
    title: '堡垒机正在运行',
    problem: ({ at, what }) => `${some(at)} 的状态是 ${some(what)}。`,
    affects: () => '实例运行之前隧道无法连接。重新启动后公有地址可能会变。',
  },
  BASTION_EGRESS_BLOCKS_UI: {
    title: '堡垒机可以访问各页面',
    problem: ({ ports, at }) => `${some(at)} 的出站规则没有包含端口 ${some(ports)}。`,
    affects: ({ pages }) => `${some(pages)} 页面会一直卡到超时。`,
  },
  BASTION_OTHER_VPC: {
    title: '堡垒机的 VPC 与集群的 VPC 之间有通路',
    problem: ({ at, what }) =>
      `堡垒机在 ${some(at)}，集群在 ${some(what)}；缺少对等连接、某一侧的路由或跨 VPC 的名称解析。`,
    affects: () => '集群的页面都无法访问，或无法用私有名称访问。',
  },
  MASTER_UI_NOT_OPEN_TO_BASTION: {
    title: '主节点允许堡垒机访问页面端口',
    problem: ({ ports, at, from }) =>
      `${some(at)} 没有来自 ${from} 的端口 ${some(ports)} 的入站规则。`,
    affects: ({ pages }) => `${some(pages)} 页面会一直卡到超时。`,
  },
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: {
    title: '主节点允许堡垒机通过 SSH 登录',
    problem: ({ ports, at, from }) =>
      `${some(at)} 没有放行从 ${from} 到主节点的 SSH 端口 ${some(ports)}。`,
    affects: () =>
      '经堡垒机登录节点的连接（ProxyJump，以及通向节点的其他连接）会卡住。只通过堡垒机打开页面时不需要这条规则。',
  },
  MASTER_ALL_TCP_FROM_BASTION: {
    title: '只对堡垒机开放页面端口',
    problem: ({ at }) => `${some(at)} 对堡垒机开放了所有 TCP 端口。`,
    affects: ({ ports }) =>
      `页面都能用。只需端口 ${some(ports, 8)}，不必开放主节点的其他端口，例如 HDFS 和 YARN 的端口。`,
  },
  DNS_ATTRIBUTES: {
    title: 'VPC 能解析私有名称',
    problem: ({ what, at }) => `${some(at)} 的 ${some(what)} 已关闭。`,
    affects: () =>
      '堡垒机找不到 ip-10-0-1-23….compute.internal 这样的名称，页面之间的链接也打不开。',
  },
  DNS_SERVERS_CUSTOM: {
    title: '由 VPC 自己的解析器解析名称',
    problem: ({ what }) => `DHCP 选项指定了其他服务器：${some(what)}。`,
    affects: () =>
      '只有当这些服务器转发到 VPC 解析器时，节点的私有名称和接口终端节点接管的名称才能解析。',
  },
  RESOURCE_NAME_HOSTS: {
    title: '节点以地址命名',
    problem: ({ at }) => `${some(at)} 用实例 ID（i-0123…）命名实例。`,
    affects: () =>
      '按 ip-… 名称编写的代理规则匹配不到这些页面。请从这个集群重新导出代理设置，其中会用它的真实名称。',
  },
  NACL_BLOCKS: {
    title: '网络 ACL 放行连接和响应',
    problem: ({ at, ports, from }) => `${some(at)} 丢弃 ${from} 的 TCP ${some(ports)}。`,
    affects: () => '即使安全组全都正确，页面也会卡住：网络 ACL 还必须放行响应（32768-60999）。',
  },
  SLAVE_UI_NOT_OPEN_TO_BASTION: {
    title: '核心和任务节点允许堡垒机访问页面端口',
    problem: ({ ports, at, from }) =>
      `${some(at)} 没有来自 ${from} 的端口 ${some(ports)} 的入站规则。`,
    affects: ({ pages }) => `${some(pages)} 页面和容器日志会卡住。`,
  },
  INTRA_CLUSTER_RULE_MISSING: {
    title: '节点之间可以互相通信',
    problem: ({ ports, at, from }) => `${some(at)} 没有放行与 ${from} 之间的 ${some(ports)}。`,
    affects: () =>
      'Hadoop 守护进程和 Spark 执行器使用随机端口：作业会失败，节点会丢失，新集群无法启动。',
  },
  SA_8443_MISSING: {
    title: 'EMR 服务可以通过 8443 调用节点',
    problem: ({ at }) => `${some(at)} 缺少与服务访问组之间的 8443。`,
    affects: () => 'EMR 无法管理节点：启动、调整大小和步骤都会失败。',
  },
  SA_9443_MISSING: {
    title: '主节点可以通过 9443 调用 EMR 服务',
    problem: ({ at }) => `${some(at)} 缺少主节点与服务访问之间的 9443。`,
    affects: () => '启动会以 VALIDATION_ERROR 结束，托管扩展也收不到指标。',
  },
  SA_443_MISSING: {
    title: 'EMR 服务终端节点开放了 443',
    problem: ({ at }) => `${some(at)} 缺少 443。`,
    affects: () => '从 8.0.0 起节点通过这个终端节点调用 EMR：集群无法启动。',
  },
  PUBLIC_8443_MISSING: {
    title: 'EMR 服务可以调用公有子网中的主节点',
    problem: ({ at, ports }) => `${some(at)} 没有允许任何 Amazon 地址访问端口 ${some(ports)}。`,
    affects: () =>
      'EMR 无法管理集群：启动、调整大小和步骤都会失败。这些地址段由 EMR 自己写入托管安全组，下一个集群用该组启动时会补上；它们没有在别处公布。',
  },
  EMR_SERVICE_VPCE_MISSING: {
    title: 'VPC 中有 EMR 服务终端节点',
    problem: ({ at }) => `没有可用的、带私有 DNS 和服务访问组的终端节点：${some(at)}。`,
    affects: () => '从 8.0.0 起，没有它集群就无法启动。',
  },
  S3_PATH_MISSING: {
    title: '子网有通往 S3 的路径',
    problem: ({ at }) =>
      `${some(at.filter((each) => each !== ''))}：既没有 S3 终端节点，也没有默认路由。`,
    affects: () => '节点无法下载软件包或写入日志：集群会在引导时失败。',
  },
  S3_EGRESS_MISSING: {
    title: '节点可以调用 S3',
    problem: ({ at }) => `${some(at)} 的出站规则没有放行到 S3 的 443 端口。`,
    affects: () => '软件包、日志、步骤和 S3 上的数据都访问不到：作业卡住，新节点失败。',
  },
  S3_POLICY_TOO_NARROW: {
    title: 'S3 终端节点的策略放行软件包和日志',
    problem: ({ at, what }) => `${some(at)} 的策略不允许 ${some(what)}。`,
    affects: ({ from }) =>
      [
        ...(from !== 'logs' ? ['节点无法安装此版本的软件：启动和扩容会失败。'] : []),
        ...(from.includes('logs') ? ['日志到不了 S3，控制台里看不到。'] : []),
      ].join(''),
  },
  SQS_EGRESS_MISSING: {
    title: '节点可以调用 SQS',
    problem: ({ at, from, what }) =>
      `${some(what)} 需要 SQS；${from === 'rule' ? `${some(at)} 没有相应的出站规则` : '这个子网没有通往它的路径'}。`,
    affects: () => 'EMR 控制台的调试页会一直是空的。',
  },
  DDB_EGRESS_MISSING: {
    title: '节点可以调用 DynamoDB',
    problem: ({ at, from, what }) =>
      `${some(what)} 需要 DynamoDB；${from === 'rule' ? `${some(at)} 没有相应的出站规则` : '这个子网没有通往它的路径'}。`,
    affects: () =>
      '使用它的作业会失败；开启一致视图时，所有 s3:// 路径都无法读写。S3 自 2020 年起本身就是强一致的，可以关闭一致视图。',
  },
  KMS_EGRESS_MISSING: {
    title: '节点可以调用 KMS',
    problem: ({ at, from, what }) =>
      `${some(what)} 需要 KMS；${from === 'rule' ? `${some(at)} 没有相应的出站规则` : '这个子网没有通往它的路径'}。`,
    affects: () => '加密的磁盘和文件打不开：节点无法启动。',
  },
  VPCE_SG_BLOCKS_CLUSTER: {
    title: '接口终端节点允许节点访问',
    problem: ({ at, what }) => `${some(at)}（${some(what)}）没有来自节点的 443 入站规则。`,
    affects: () => '它的私有 DNS 接管了服务的名称，所以即使有 NAT 网关，这些调用也会卡住。',
  },
  EXECUTE_API_PRIVATE_DNS: {
    title: '没有 execute-api 终端节点妨碍托管扩展',
    problem: ({ at }) => `${some(at)} 的私有 DNS 接管了 API Gateway 的公有名称。`,
    affects: () => '托管扩展收不到节点的指标，不再调整大小。',
  },
  STUDIO_18888_MISSING: {
    title: 'EMR Studio 可以通过 18888 访问集群',
    problem: ({ at, what }) => `${some(at)} 缺少 Workspace 与集群之间的 18888：${some(what)}。`,
    affects: () => '此 Studio 的笔记本能连上集群，却得不到内核：等待之后失败。',
  },
  PUBLIC_INGRESS: {
    title: '集群的安全组没有对所有人开放',
    problem: ({ at, ports, what }) => `${some(at)} 的端口 ${some(ports)} 对 ${some(what)} 开放。`,
    affects: () => 'Hadoop 的页面不需要密码。在公有子网中，EMR 会拒绝下一次启动或撤销该规则。',
  },
  EGRESS_ALL: {
    title: '出站规则收到最小',
    problem: ({ at }) => `${some(at)} 可以访问任何地址的任何端口。`,
    affects: () => '一切正常。这里给出这个集群的最小出站规则，请先在测试集群上试用。',
  },
  STALE_REFERENCE: {
    title: '规则引用的安全组都存在',
    problem: ({ at, what }) => `${some(at)} 通过已不存在的对等连接引用了 ${some(what)}。`,
    affects: () => '这样的规则什么也放行不了，还会掩盖缺少新规则的事实。',
  },
  RULE_QUOTA: {
    title: '建议的规则放得下',
    problem: ({ at, what, from }) =>
      `${some(at)} 在一个方向上会有 ${some(what)} 条规则，上限是 ${from} 条。`,
    affects: () => 'AWS 会拒绝最后几条。请使用端口范围或另加一个安全组，或申请提高配额。',
  },
};
