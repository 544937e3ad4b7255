import type { FailureOf } from '../../model/failure';
import { placeOf } from './data';
import { type AwsCode, type Dictionary, type FailureWords, words } from './words';

type Credentials = FailureOf<'aws-credentials'>;
const credentials: Record<Credentials['why'], (failure: Credentials) => FailureWords> = {
  missing: ({ profile }) =>
    words(
      `AWS 프로필 ${profile}에 쓸 자격 증명이 없습니다.`,
      'Culvert는 AWS CLI와 같은 파일(~/.aws/config, ~/.aws/credentials)을 읽으며 키를 따로 보관하지 않습니다. 그 파일에 쓸 수 있는 것이 없습니다.',
      `터미널에서 aws configure sso 또는 aws configure를 --profile ${profile} 옵션으로 실행한 뒤 새로 고치세요. 위쪽에서 다른 프로필을 고를 수도 있습니다.`,
    ),
  'unknown-profile': ({ profile }) =>
    words(
      `이 컴퓨터에는 ${profile}이라는 AWS 프로필이 없습니다.`,
      '~/.aws/config에서 이름이 바뀌었거나 지워졌거나, 설정을 다른 컴퓨터에서 가져온 것입니다.',
      `다른 AWS 프로필을 고르거나 aws configure sso --profile ${profile} 명령으로 그 프로필을 만드세요.`,
    ),
  expired: ({ profile }) =>
    words(
      `AWS 프로필 ${profile}의 세션이 만료되었습니다.`,
      '임시 자격 증명은 몇 시간만 유효한데 갱신되지 않았습니다.',
      `처음 발급받은 방법(aws sts assume-role이나 회사 로그인 도구)으로 ${profile}의 자격 증명을 다시 받은 뒤 새로 고치세요.`,
    ),
  'sign-in': ({ profile }) =>
    words(
      `AWS 프로필 ${profile}은(는) AWS에 로그인해야 쓸 수 있습니다.`,
      'IAM Identity Center(SSO)를 쓰는 프로필인데 로그인한 적이 없거나 로그인이 끝났습니다.',
      `로그인을 누르세요. 터미널에서는 aws sso login --profile ${profile}`,
    ),
  mfa: ({ profile }) =>
    words(
      `AWS 프로필 ${profile}에는 MFA 기기의 코드가 필요합니다.`,
      '질문 창이 닫혔거나, 물어볼 터미널이 없습니다.',
      '다시 시도하고 기기에 지금 표시된 여섯 자리 숫자를 입력하세요.',
    ),
  invalid: ({ profile }) =>
    words(
      `AWS가 프로필 ${profile}의 자격 증명을 받아들이지 않습니다.`,
      '액세스 키가 비활성화되었거나 삭제되었거나, 비밀 키와 맞지 않거나, 이 계정에서 해당 리전이 활성화되어 있지 않습니다.',
      '이 프로필로 aws sts get-caller-identity가 되는지, 리전이 맞는지 확인하세요.',
    ),
};

const unreachable: Record<FailureOf<'aws-unreachable'>['why'], readonly [string, string]> = {
  name: [
    '이름의 주소를 찾을 수 없습니다. 컴퓨터가 오프라인이거나 VPN의 DNS가 이 이름을 모릅니다.',
    '네트워크와 VPN을 확인한 뒤 새로 고치세요.',
  ],
  'no-route': [
    '컴퓨터가 네트워크에 연결되어 있지 않거나 VPN이 끊겼습니다.',
    '다시 연결한 뒤 새로 고치세요.',
  ],
  refused: [
    '그곳에서 받는 프로그램이 없습니다. 실행되지 않는 프록시나 사용자 지정 엔드포인트, VPC 엔드포인트가 설정되어 있습니다.',
    'HTTPS_PROXY, AWS_ENDPOINT_URL, 그리고 Culvert에 지정한 엔드포인트를 확인하세요.',
  ],
  timeout: [
    '응답이 없습니다. 방화벽이 AWS로 가는 길을 막고 있거나 프록시가 필요합니다.',
    '다른 네트워크에서 시도하거나 회사 안내대로 HTTPS_PROXY를 설정하세요.',
  ],
  cut: [
    '응답 도중에 연결이 끊겼습니다.',
    '다시 시도하세요. 반복되면 중간의 프록시나 방화벽이 원인입니다.',
  ],
  certificate: [
    '이 컴퓨터가 신뢰하지 않는 인증서입니다. TLS를 여는 프록시가 중간에 있거나 누군가 가로채고 있습니다.',
    '회사 프록시라면 NODE_EXTRA_CA_CERTS에 그 인증서를 지정하세요. 아니라면 다른 네트워크를 쓰세요.',
  ],
};

/** Words for the failures of AWS and of clusters, in Korean. */
export const koreanAws: Dictionary<AwsCode> = {
  'aws-credentials': (failure) => credentials[failure.why](failure),
  'aws-region-missing': ({ profile }) =>
    words(
      'AWS 리전이 선택되지 않았습니다.',
      `~/.aws/config의 프로필 ${profile}에 리전이 없고 AWS_REGION도 설정되어 있지 않습니다.`,
      '클러스터가 실행되는 리전을 고르세요(명령줄: --region).',
    ),
  'aws-denied': ({ action, region, profile, why }) =>
    why === 'explicit-deny'
      ? words(
          `정책이 프로필 ${profile}의 ${region} 리전 ${action} 사용을 금지합니다.`,
          '명시적 거부는 모든 허용보다 우선합니다. 조직의 서비스 제어 정책, 권한 경계, 또는 MFA나 특정 네트워크를 요구하는 정책입니다.',
          `AWS 조직 관리자에게 ${action}에 대해 문의하세요.`,
        )
      : words(
          `프로필 ${profile}에는 ${region} 리전에서 ${action} 권한이 없습니다.`,
          '이 사용자나 역할의 어떤 정책도 이 권한을 주지 않습니다.',
          `AWS 관리자에게 ${action} 권한을 요청하세요. 클러스터를 읽는 데는 관리형 정책 AmazonEMRReadOnlyAccessPolicy_v2면 충분합니다.`,
        ),
  'aws-throttled': ({ action, region }) =>
    words(
      `지금 ${region} 리전에서 ${action} 호출이 너무 많아 AWS가 제한하고 있습니다.`,
      '한도는 계정 전체에 적용되며 다른 프로그램과 사람도 함께 씁니다.',
      '1분쯤 기다린 뒤 다시 시도하세요. Culvert는 스스로 속도를 늦춥니다.',
    ),
  'aws-unreachable': ({ host, region, why }) =>
    words(`AWS에 연결할 수 없습니다(${placeOf(host, region)}).`, ...unreachable[why]),
  'aws-fault': ({ action, region }) =>
    words(
      `AWS가 ${region} 리전의 ${action} 요청에 응답하지 못했습니다.`,
      'AWS 쪽의 오류가 여러 번 이어졌습니다.',
      '1분 뒤 다시 시도하세요. 리전에 장애가 있는지는 AWS Health Dashboard에서 볼 수 있습니다.',
    ),
  'aws-clock': ({ seconds }) =>
    words(
      seconds === null
        ? 'AWS에 따르면 이 컴퓨터의 시계가 맞지 않습니다.'
        : `이 컴퓨터의 시계가 AWS와 ${seconds}초 차이 납니다.`,
      '요청은 시각과 함께 서명되며 5분 넘게 차이 나면 거부됩니다.',
      '시간 자동 설정을 켠 뒤 다시 시도하세요.',
    ),
  'aws-refused': ({ action, region, reason, detail }) =>
    region === ''
      ? words(
          `${detail}에서 요청한 내용(${action})을 받지 못했습니다: ${reason}`,
          'AWS에 문제가 있거나, 로그인이 필요한 네트워크 또는 프록시가 대신 응답하고 있습니다.',
          '웹 페이지를 열어 이 네트워크가 로그인을 요구하는지 확인한 뒤 다시 시도하세요.',
        )
      : words(
          `AWS가 ${region} 리전의 ${action} 요청을 거부했습니다: ${reason}`,
          `AWS의 설명: ${detail}`,
          '요청한 리전, 클러스터, AWS 프로필이 맞는지 확인하세요.',
        ),
  'cluster-terminated': ({ name, id, follows }) =>
    words(
      `클러스터 ${name}(${id})이(가) 종료되었습니다.`,
      '작업이 끝났거나, 오래 쉬었거나, 누군가 종료했습니다. 웹 페이지는 더 이상 없습니다.',
      follows
        ? 'Culvert가 조건에 맞는 가장 새 실행 중 클러스터를 찾아 스스로 옮겨 갑니다. 다음 클러스터를 시작하거나 다른 클러스터를 고르세요.'
        : '클러스터 탭에서 다른 클러스터를 고르거나, 터널이 그 이름의 가장 새 클러스터를 따라가게 하세요.',
    ),
  'cluster-not-ready': ({ name, id, state }) =>
    words(
      `클러스터 ${name}(${id})에 아직 연결할 프라이머리 노드가 없습니다. 현재 상태는 ${state}입니다.`,
      '클러스터가 시작되는 데 5~15분이 걸립니다.',
      'RUNNING 또는 WAITING이 될 때까지 기다린 뒤 시작을 누르세요.',
    ),
  'cluster-without-nodes': ({ name, id }) =>
    words(
      `그 기간에 AWS가 알려 주는 클러스터 ${name}(${id})의 노드가 없습니다.`,
      'EMR은 종료된 지 30일이 지난 인스턴스를 알려 주지 않습니다. 또는 클러스터가 다른 시기에 실행되었습니다.',
      '클러스터가 실행된 기간을 고르거나, 클러스터를 비워 두고 모든 인터페이스를 보세요.',
    ),
  'cluster-missing': ({ by, rule, region }) =>
    by === 'id'
      ? words(
          `${region} 리전에 클러스터 ${rule}이(가) 없습니다.`,
          '다른 리전이나 다른 계정의 클러스터이거나 오래전에 종료되었습니다.',
          '리전과 AWS 프로필을 확인하거나 클러스터 탭에서 클러스터를 고르세요.',
        )
      : words(
          by === 'name'
            ? `${region} 리전에 이름이 ${rule}인 실행 중 클러스터가 없습니다.`
            : `${region} 리전에 태그 ${rule}이(가) 붙은 실행 중 클러스터가 없습니다.`,
          '아직 시작되지 않았거나, 끝난 뒤 뒤를 이을 클러스터가 없습니다.',
          '클러스터를 시작하거나 클러스터 탭에서 다른 클러스터를 고르세요.',
        ),
};
