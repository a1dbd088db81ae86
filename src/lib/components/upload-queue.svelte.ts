import { goto } from '$app/navigation';

/** Files that were dropped or picked anywhere and wait for the Data page to preview and load them. */
class UploadQueue {
  waiting = $state.raw<File[]>([]);

  add(files: File[]): void {
    this.waiting = [...this.waiting, ...files];
  }

  /** Hands the waiting files over, once. */
  take(): File[] {
    const files = this.waiting;
    this.waiting = [];
    return files;
  }
}

export const uploadQueue = new UploadQueue();

/** Queues files and goes to the Data page, which takes them from `uploadQueue`. */
export async function addFiles(files: File[]): Promise<void> {
  if (files.length === 0) return;
  uploadQueue.add(files);
  await goto('/data');
}
