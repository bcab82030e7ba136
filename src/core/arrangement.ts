import type { Action, FieldChanges, Source } from './action.ts';
import type { DocumentAt } from './compose.ts';
import { createEdit, type DocumentEdit } from './edit.ts';
import type { Entity, World } from './entity.ts';
import type { ListStyle } from './list-style.ts';
import type { SectionPlace } from './place.ts';
import type { Task } from './task.ts';

/** How owner tags are written into owner documents. */
export type OwnerTagPolicy = 'keep' | 'omit';

/** The work on one document while its actions are carried out. */
export interface Arrangement {
  readonly world: World;
  readonly position: number;
  readonly edit: DocumentEdit;
  readonly actions: ReadonlyMap<Entity, Action>;
  readonly ownerTag: OwnerTagPolicy;
  readonly documentAt: DocumentAt;
  /** The new and moved items placed so far. */
  readonly items: Map<Entity, Item>;
  readonly topics: Map<string, TopicTree>;
  readonly places: Map<string, SectionPlace>;
  readonly listInserts: Map<string, Slot>;
  /** What the places found depend on; where some of that was not read, they may be others. */
  readonly needs: PlaceNeeds;
}

/** What places depend on. */
export interface PlaceNeeds {
  /** Texts of tasks whose partners are looked for. */
  readonly keys: Set<string>;
  /** Sections, by the position of their document in the list of replicas; `all` for the whole document. */
  readonly sections: Map<number, Set<number> | 'all'>;
}

/** A task that is put in: new, or moved from elsewhere in the same document. */
export interface Item {
  readonly source: Source;
  readonly moved: Task | null;
  readonly fields: FieldChanges & { readonly owners?: readonly string[] };
  readonly children: Item[];
  /** Where it was placed; unset while it is not, or when it stands under another new item. */
  slot: Slot | null;
}

/** A place that takes items one after the other. */
export interface Slot {
  readonly after: number;
  readonly rank: number;
  style: ListStyle;
  readonly tree: TopicTree | null;
  /** The items stand in front of the sibling whose number they take, so numbers do not rise. */
  readonly before: boolean;
}

/** New headings at one place, with the items under each. */
export interface TopicTree {
  readonly heading: string | null;
  readonly items: { readonly item: Item; readonly style: ListStyle }[];
  readonly children: TopicTree[];
}

/** An arrangement that changes nothing yet. */
export function createArrangement(
  world: World,
  position: number,
  actions: ReadonlyMap<Entity, Action>,
  ownerTag: OwnerTagPolicy,
): Arrangement {
  return {
    world,
    position,
    edit: createEdit(world.replicas[position]!.index),
    actions,
    ownerTag,
    documentAt: (at) => world.replicas[at]!.index,
    items: new Map(),
    topics: new Map(),
    places: new Map(),
    listInserts: new Map(),
    needs: { keys: new Set(), sections: new Map() },
  };
}
