import type { ExportText } from './en';

/** The window's words for handing a tunnel over, in Simplified Chinese. */
export const zhCnExport: ExportText = {
  button: '导出 FoxyProxy',
  short: '导出',
  all: '所有导出',
  title: '导出此隧道',
  close: '完成',
  save: '保存',
  saved: '已保存',
  drag: '从这里把 FoxyProxy 文件拖到文件夹',
  dragOne: (label: string) => `拖到文件夹：${label}`,
  written: (file: string, replaces: string) => `已写入 ${file}。${replaces}`,
  groups: {
    extension: '用于代理扩展',
    browser: '用于没有扩展的浏览器',
    terminal: '用于终端',
  },
  network: {
    known: (ranges: string, day: string) =>
      `导出的设置会让 ${ranges} 经过隧道：这是集群所在 VPC 的 CIDR，由 AWS 于 ${day} 提供。`,
    refused: (day: string) =>
      `导出的设置会让所有私有地址经过隧道：AWS 于 ${day} 未提供集群所在 VPC 的 CIDR（ec2:DescribeSubnets、ec2:DescribeVpcs）。`,
    unasked:
      '在隧道首次连接之前，导出的设置会让所有私有地址经过隧道：连接时会向 AWS 查询集群所在 VPC 的 CIDR。',
  },
};
