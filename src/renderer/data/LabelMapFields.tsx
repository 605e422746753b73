import type { ReactElement } from 'react'
import { useId } from 'react'
import { Button } from '../components/Button.tsx'
import styles from './LabelMapFields.module.css'

interface LabelMapFieldsProps {
  readonly title: string
  /** Types that can be renamed. */
  readonly types: readonly string[]
  /** Names to suggest. */
  readonly names: readonly string[]
  /** New names by type; an empty one: no label; a type that is missing keeps its name. */
  readonly map: Readonly<Record<string, string>>
  readonly onChange: (map: Readonly<Record<string, string>>) => void
}

/** A name for each type: its own, another, or none at all. */
export function LabelMapFields({
  title,
  types,
  names,
  map,
  onChange,
}: LabelMapFieldsProps): ReactElement | null {
  const id = useId()
  if (types.length === 0) return null
  const keep = (type: string): void =>
    onChange(Object.fromEntries(Object.entries(map).filter(([each]) => each !== type)))
  const rename = (type: string, name: string): void => {
    if (name === '' || name === type) keep(type)
    else onChange({ ...map, [type]: name })
  }
  return (
    <fieldset className={styles.map}>
      <legend>{title}</legend>
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {types.map((type) => {
        const dropped = map[type] === ''
        return (
          <div key={type} className={styles.row}>
            <label htmlFor={`${id}-${type}`}>{type}</label>
            <input
              id={`${id}-${type}`}
              list={`${id}-names`}
              maxLength={60}
              placeholder={dropped ? 'no label' : type}
              disabled={dropped}
              value={map[type] ?? ''}
              onChange={(event) => rename(type, event.target.value.trim())}
            />
            <Button
              variant="quiet"
              aria-pressed={dropped}
              aria-label={dropped ? `Keep ${type}` : `Drop ${type}`}
              onClick={() => (dropped ? keep(type) : onChange({ ...map, [type]: '' }))}
            >
              {dropped ? 'Keep' : 'Drop'}
            </Button>
          </div>
        )
      })}
    </fieldset>
  )
}
