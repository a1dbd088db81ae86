/** Copies of the database, and what can be had of another one; all paths are inside the data folder. */
export interface CopyStore {
  /**
   * Copies everything into a new database at `path`, as it is at one moment: `fixed` is called once that has come, and
   * what is written from then on is not in the copy. Reads and writes go on meanwhile.
   */
  backup(path: string, fixed: () => void): Promise<BackupContents>;
  /**
   * Takes over what does not come from uploads – prices, rates, routes, settings, documents … – from another database of
   * Crossrate; that one is only read. Throws where it cannot be opened.
   */
  takeOver(path: string): Promise<TakenOver>;
  /**
   * The uploads that another database lists, in the order of loading; undefined where its list is damaged. Throws where
   * it cannot be opened.
   */
  uploadsIn(path: string): Promise<ListedUpload[] | undefined>;
}

/** What a copy holds, counted in it. */
export interface BackupContents {
  /** Of every upload but the sample company's. */
  uploads: ListedUpload[];
  /** Records of usage, the sample company's too. */
  records: number;
}

/** What came of taking over from another database. */
export interface TakenOver {
  /** Rows by kind of thing, for example `price`; kinds that it has none of are left out. */
  taken: Record<string, number>;
  /** Kinds of things that could not be read, with the engine's reason. */
  unread: Record<string, string>;
}

/** An upload as a list has it. */
export interface ListedUpload {
  id: string;
  name: string;
  sha256: string;
  sample: boolean;
}
