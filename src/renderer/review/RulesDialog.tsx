import type { ReactElement } from 'react'
import { useState } from 'react'
import { LONGEST_REASON, MOST_REASONS } from '../../shared/domain/projectRules.ts'
import type { ProjectRules } from '../../shared/domain/projectRules.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { CheckField } from '../components/Field.tsx'
import styles from './RulesDialog.module.css'
import { useSetRules } from './useRules.ts'

interface RulesDialogProps {
  readonly rules: ProjectRules
  /** Where the project is. */
  readonly project: string
  readonly onClose: () => void
}

/** What holds for everybody who annotates this project. */
export function RulesDialog({ rules, project, onClose }: RulesDialogProps): ReactElement {
  const [nested, setNested] = useState(rules.nested)
  const [lines, setLines] = useState(rules.reasons.join('\n'))
  const save = useSetRules(onClose)
  const reasons = reasonsOf(lines)
  return (
    <Dialog
      title="Rules of the project"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={reasons.length > MOST_REASONS || save.isPending}
            onClick={() => save.mutate({ project, rules: { nested, reasons } })}
          >
            Use these
          </Button>
        </>
      }
    >
      <CheckField
        label="Spans may lie inside others"
        hint="Files of BIO tags cannot hold such posts: their export lists them, or leaves the inner spans out."
        checked={nested}
        onChange={setNested}
      />
      <label className={styles.field}>
        Reasons for a comment, one a line, up to nine; the first has the key 1
        <textarea
          className={styles.lines}
          rows={MOST_REASONS}
          value={lines}
          onChange={(event) => setLines(event.target.value)}
        />
      </label>
      <p className={styles.note}>
        Comments keep the reason they were given, also when it is no longer in this list.
      </p>
      {save.error === null ? null : <ErrorNotice title="The rules were not kept" error={save.error} />}
    </Dialog>
  )
}

function reasonsOf(lines: string): string[] {
  const reasons = lines.split('\n').map((line) => line.trim().slice(0, LONGEST_REASON).trim())
  return [...new Set(reasons)].filter((reason) => reason !== '')
}
