import type { FailureOf } from '../../model/failure';
import { list } from './data';
import { koreanKeys } from './ko-keys';
import { serverName } from './servers';
import { type Dictionary, type LoginCode, words } from './words';

const agentNames: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent': 'ssh-agent',
  'windows-openssh': 'Windows OpenSSH 에이전트와 Pageant',
  pageant: 'Pageant',
};

const agentSteps: Record<FailureOf<'agent-unavailable'>['agent'], string> = {
  'ssh-agent':
    '터미널에서 ssh-add -l을 실행해 보세요. 역시 실패하면 eval "$(ssh-agent -s)"로 에이전트를 띄우고 같은 세션에서 Culvert를 실행하세요.',
  'windows-openssh':
    'Pageant에 있는 키라면 Pageant를 실행해 키를 추가하세요. OpenSSH 키라면 관리자 PowerShell에서 Set-Service ssh-agent -StartupType Manual; Start-Service ssh-agent를 실행한 다음 ssh-add로 키를 등록하세요.',
  pageant: 'Pageant를 실행해 키를 추가한 다음 터널을 다시 시작하세요.',
};

const agentCauses: Record<FailureOf<'agent-unavailable'>['why'], string> = {
  'not-configured': '실행 중이 아니거나 이 세션에 알려져 있지 않습니다(SSH_AUTH_SOCK).',
  'no-answer': '실행 중이지만 답이 없습니다. 별도 창에서 사용자 확인을 기다리고 있을 수 있습니다.',
  refused: '실행 중이지만 요청을 거부합니다. 다른 사용자의 에이전트이거나 잠겨 있습니다.',
};

/** Words for the failures of logging in, in Korean: key files, agents and what the server takes. */
export const koreanLogin: Dictionary<LoginCode> = {
  ...koreanKeys,
  'agent-unavailable': ({ agent, why }) =>
    words(`${agentNames[agent]}에서 응답이 없습니다.`, agentCauses[why], agentSteps[agent]),
  'agent-empty': () =>
    words(
      'SSH 에이전트에 키가 없습니다.',
      '에이전트는 재시작되거나 유지 시간이 지나면 키를 잊어버립니다.',
      'ssh-add로 키를 등록하거나 Pageant에 추가한 다음 터널을 다시 시작하세요.',
    ),

  'auth-refused': ({ user, tried, accepted, server: where }) =>
    words(
      `${where === undefined ? '배스천이' : `${serverName(where, 'ko')}이(가)`} 사용자 ${user}의 로그인을 거부했습니다.`,
      `시도한 방법: ${tried.length === 0 ? '없음(제시할 것이 없었음)' : list(tried)}. 서버가 받는 방법: ${
        accepted.length === 0 ? '알려 주지 않음' : list(accepted)
      }. 대개 사용자 이름이 다르거나(Amazon Linux는 ec2-user, EMR은 hadoop, Ubuntu는 ubuntu) 이 인스턴스의 키가 아닙니다. 서버가 키마다 MaxAuthTries를 세므로 에이전트의 키는 최대 세 개만 제시합니다. 키 파일을 지정하면 그 키를 먼저 제시합니다.`,
      `사용자 이름을 확인하고 인스턴스를 시작할 때 지정한 키 페어를 선택하거나, ${user}의 ~/.ssh/authorized_keys에 공개 키를 추가해 달라고 요청하세요.`,
    ),
  'password-expired': ({ user, server: where }) =>
    words(
      `사용자 ${user}의 비밀번호가 만료되었습니다.`,
      `${where === undefined ? '배스천이' : `${serverName(where, 'ko')}이(가)`} 로그인 전에 새 비밀번호를 요구합니다.`,
      '터미널에서 ssh로 한 번 로그인해 새 비밀번호를 정하거나 관리자에게 요청한 다음 시작을 누르세요.',
    ),
  'auth-cancelled': () =>
    words(
      '로그인이 취소되었습니다.',
      '암호 문구, 비밀번호 또는 인증 코드를 묻는 창이 답 없이 닫혔습니다.',
      '시작을 누르면 다시 물어봅니다.',
    ),
};
