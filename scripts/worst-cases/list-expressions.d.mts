export interface Expression {
  /** The first place it stands at, as `file:line`. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}
export function listExpressions(folder: string): Expression[];
export function readExpressions(name: string, text: string): (Omit<Expression, 'place'> & { line: number })[];
