import type { FlowEngineName, FlowProblem } from '../../model/flows';
import type { RuleLoad } from '../../model/rule-quota';

/** What of an input could not be used, said after its place. */
export type ProblemWords = {
  readonly [Code in FlowProblem['code']]: (detail: string) => string;
};

export interface FlowWords {
  readonly problems: ProblemWords;
  /** `name, line 3` */
  readonly line: (file: string, line: number) => string;
  /** Said of a kind of mistake that a file holds more often than it is named. */
  readonly times: (count: number) => string;
  /**
   * That a security group would not take the rules proposed for it, and what to do.
   *
   * @param groups how many security groups would take them.
   */
  readonly tooManyRules: (about: {
    readonly group: RuleLoad['group'];
    readonly count: number;
    readonly limit: number;
    readonly groups: number;
    readonly groupLimit: number;
  }) => string;
  /** That records could not be kept to the span of time, for want of times. */
  readonly untimed: {
    readonly files: (count: number) => string;
    readonly athena: string;
  };
  /** Why an answer may hold no record at all, and what to do about it. */
  readonly nothing: Readonly<Record<FlowEngineName, string>>;
}
