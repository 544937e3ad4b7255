import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Language } from '../../shared/contract/window';
import type { KeyChoice, ProfileView } from '../../shared/model/profile-view';
import type { Reach } from '../../shared/model/reach';
import type { TunnelView } from '../../shared/model/tunnel-state';
import type { WindowText } from '../../shared/text/window';
import { useApp } from './app-store';
import { type Facts, keyOf, reachOf, viewOf } from './fold';
import { isAsking } from './prompt-queue';
import { useLoadedWords, wordsIn } from './words';

/** Reads the facts in a part of the window that is shown only once they are there. */
export function useFacts<Value>(pick: (facts: Facts) => Value): Value {
  return useApp((state) => {
    if (state.facts === null) throw new Error('the window was drawn before its snapshot came');
    return pick(state.facts);
  });
}

/** The language in force: the person's choice, else the desktop's. English before the snapshot. */
export function languageOf(facts: Pick<Facts, 'preferences' | 'about'> | null): Language {
  if (facts === null) return 'en';
  const { preferences, about } = facts;
  return preferences.language === 'system' ? about.systemLanguage : preferences.language;
}

export function useLanguage(): Language {
  return useApp((state) => languageOf(state.facts));
}

/** The window's words in the language in force. */
export function useText(): WindowText {
  const language = useLanguage();
  return useLoadedWords((loaded) => wordsIn(language, loaded));
}

/** The words outside of components: toasts are made where a call ends. */
export function currentText(): WindowText {
  return wordsIn(languageOf(useApp.getState().facts));
}

export function useTunnel(profileId: string): TunnelView {
  return useFacts(useShallow((facts) => viewOf(facts, profileId)));
}

/** Whether a tunnel waits for a person's answer. */
export function useAsking(profileId: string): boolean {
  return useApp(({ facts, answered }) => isAsking(facts?.prompts ?? [], answered, profileId));
}

export function useReach(profile: ProfileView): Reach {
  const { tunnels, reach } = useFacts(
    useShallow(({ tunnels, reach }) => ({
      tunnels: tunnels[profile.id],
      reach: reach[profile.id],
    })),
  );
  return useMemo(() => {
    const { id } = profile;
    return reachOf(
      {
        tunnels: tunnels === undefined ? {} : { [id]: tunnels },
        reach: reach === undefined ? {} : { [id]: reach },
      },
      profile,
    );
  }, [profile, tunnels, reach]);
}

export function useProfile(profileId: string | null): ProfileView | null {
  return useFacts((facts) => facts.profiles.find((profile) => profile.id === profileId) ?? null);
}

/** A key file as chosen; what is known of it by now where nobody had looked at it yet then. */
export function useKeyChoice(choice: KeyChoice | null): KeyChoice | null {
  const token = choice?.key === null ? choice.token : null;
  const known = useFacts((facts) => (token === null ? null : keyOf(facts.profiles, token)));
  return known ?? choice;
}
