import { ListPlus, Stethoscope } from 'lucide-react';
import { checksExplaining, looksLikeMissingRule } from '../../../shared/model/doctor-explanations';
import type { Failure } from '../../../shared/model/failure';
import { Button } from '../../components/button';
import { explainFailure } from '../../state/doctor';
import { useFacts, useText } from '../../state/facts';

interface ToDoctorProps {
  readonly profileId: string;
  readonly cause: Failure;
}

/** Leads to the network doctor where AWS may be what is in the way; nothing where it is not. */
export function ToDoctor({ profileId, cause }: ToDoctorProps) {
  const { doctor } = useText();
  const profile = useFacts(({ profiles }) => profiles.find(({ id }) => id === profileId));
  if (profile === undefined || profile.demo || checksExplaining(cause).length === 0) return null;
  const byRule = looksLikeMissingRule(cause);
  return (
    <Button
      size="small"
      icon={byRule ? ListPlus : Stethoscope}
      onClick={() => void explainFailure(profile, cause)}
    >
      {byRule ? doctor.seeRule : doctor.ask}
    </Button>
  );
}
