import type { ExportKind } from '../../model/export';
import type { ExportWords } from './en';

/** What each export is and replaces, in Korean. */
export const ko: Readonly<Record<ExportKind, ExportWords>> = {
  foxyproxy: {
    label: 'FoxyProxy 8 이상(JSON)',
    replaces:
      '가져오면 FoxyProxy의 모든 프록시를 대체합니다. 저장한 뒤 도구 모음 메뉴에서 “Proxy by Patterns”를 선택하세요.',
  },
  'foxyproxy-proxy': {
    label: 'FoxyProxy: 추가할 프록시 한 줄',
    replaces:
      '아무것도 대체하지 않습니다. Options, Import, Proxy List에 이 줄을 붙여 넣은 뒤 그 프록시에 패턴을 추가하세요.',
  },
  'foxyproxy-patterns': {
    label: 'FoxyProxy: 추가할 패턴',
    replaces:
      '아무것도 대체하지 않습니다. FoxyProxy의 프록시 안에 있는 가져오기 버튼으로 그 프록시의 패턴에 추가됩니다.',
  },
  'foxyproxy-legacy-json': {
    label: 'FoxyProxy 6, 7(JSON)',
    replaces: '가져오면 FoxyProxy 6 또는 7의 모든 프록시를 대체하고 패턴을 켭니다.',
  },
  'foxyproxy-xml': {
    label: 'FoxyProxy 7.5.1 이하(XML)',
    replaces:
      '가져오면 그 구버전 FoxyProxy의 모든 프록시를 대체합니다. 패턴 범위가 넓으니 새 버전에서는 JSON을 쓰세요.',
  },
  zeroomega: {
    label: 'ZeroOmega, SwitchyOmega(백업)',
    replaces: '복원하면 ZeroOmega의 모든 옵션을 대체하고 바로 적용됩니다.',
  },
  pac: {
    label: '프록시 스크립트(PAC)',
    replaces: '입력한 브라우저나 시스템의 프록시 설정을 대신합니다.',
  },
  'firefox-policy': {
    label: 'Firefox 정책(policies.json)',
    replaces:
      '그 Firefox를 쓰는 모든 사람의 프록시를 정합니다. 기존 policies.json이 있으면 직접 합쳐야 합니다.',
  },
  shell: {
    label: '셸 변수(curl, git, Java)',
    replaces: '실행한 셸의 프록시 변수를 그 셸을 닫을 때까지 대체합니다.',
  },
  powershell: {
    label: 'PowerShell 변수(curl, git, Java)',
    replaces: '실행한 창의 프록시 변수를 그 창을 닫을 때까지 대체합니다.',
  },
  'ssh-config': {
    label: 'OpenSSH(ssh_config)',
    replaces:
      '아무것도 대체하지 않습니다. ~/.ssh/config에 추가하세요. 포트는 ssh와 Culvert 중 하나만 쓸 수 있습니다.',
  },
};
