import { zhCnBrowser } from './browser/zh-cn';
import { zhCnClusterPages } from './cluster-pages/zh-cn';
import { zhCnClusters } from './clusters/zh-cn';
import { zhCnDoctor } from './doctor/zh-cn';
import { zhCnEditor } from './editor/zh-cn';
import type { WindowText } from './en';
import { zhCnExport } from './export/zh-cn';
import { zhCnFlows } from './flows/zh-cn';
import { zhCnImports } from './imports/zh-cn';
import { zhCnLog } from './log/zh-cn';
import { zhCnPrompts } from './prompts/zh-cn';
import { zhCnReasons } from './reasons/zh-cn';
import { zhCnSettings } from './settings/zh-cn';
import { zhCnTunnelDetail } from './tunnel-detail/zh-cn';
import { zhCnTunnels } from './tunnels/zh-cn';
import { zhCnWays } from './ways/zh-cn';

/** Every word of the window in Simplified Chinese. */
export const zhCn: WindowText = {
  navigation: {
    label: '页面',
    tunnels: '隧道',
    clusters: '集群',
    doctor: '网络诊断',
    flows: '流日志',
    log: '日志',
    settings: '设置',
  },
  ...zhCnTunnels,
  exports: zhCnExport,
  ...zhCnTunnelDetail,
  browser: zhCnBrowser,
  clusterPages: zhCnClusterPages,
  clusters: zhCnClusters,
  imports: zhCnImports,
  doctor: zhCnDoctor,
  flows: zhCnFlows,
  ...zhCnEditor,
  ways: zhCnWays,
  prompts: zhCnPrompts,
  log: zhCnLog,
  settings: zhCnSettings,
  reasons: zhCnReasons,
  errors: {
    'not-permitted': '隧道当前状态下无法这样做。',
    'bad-request': 'Culvert 没能理解自己窗口的请求。请重新启动。',
    'bad-fields': '有些字段不能照此接受。',
    loading: '正在加载…',
    broken: '此页面停止工作',
    brokenHint: '隧道仍在运行。请重新加载窗口。',
    reload: '重新加载',
  },
};
