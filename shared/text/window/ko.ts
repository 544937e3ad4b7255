import { koBrowser } from './browser/ko';
import { koClusterPages } from './cluster-pages/ko';
import { koClusters } from './clusters/ko';
import { koDoctor } from './doctor/ko';
import { koEditor } from './editor/ko';
import type { WindowText } from './en';
import { koExport } from './export/ko';
import { koFlows } from './flows/ko';
import { koImports } from './imports/ko';
import { koLog } from './log/ko';
import { koPrompts } from './prompts/ko';
import { koReasons } from './reasons/ko';
import { koSettings } from './settings/ko';
import { koTunnelDetail } from './tunnel-detail/ko';
import { koTunnels } from './tunnels/ko';
import { koWays } from './ways/ko';

/** Every word of the window in Korean. */
export const ko: WindowText = {
  navigation: {
    label: '페이지',
    tunnels: '터널',
    clusters: '클러스터',
    doctor: '네트워크 진단',
    flows: '흐름 로그',
    log: '로그',
    settings: '설정',
  },
  ...koTunnels,
  exports: koExport,
  ...koTunnelDetail,
  browser: koBrowser,
  clusterPages: koClusterPages,
  clusters: koClusters,
  imports: koImports,
  doctor: koDoctor,
  flows: koFlows,
  ...koEditor,
  ways: koWays,
  prompts: koPrompts,
  log: koLog,
  settings: koSettings,
  reasons: koReasons,
  errors: {
    'not-permitted': '터널의 현재 상태에서는 할 수 없습니다.',
    'bad-request': 'Culvert가 자기 창의 요청을 이해하지 못했습니다. 다시 시작해 주세요.',
    'bad-fields': '그대로 받을 수 없는 입력란이 있습니다.',
    loading: '불러오는 중…',
    broken: '이 페이지가 멈췄습니다',
    brokenHint: '터널은 계속 실행되고 있습니다. 창을 다시 불러오세요.',
    reload: '다시 불러오기',
  },
};
