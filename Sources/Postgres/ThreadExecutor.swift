import Glibc

/// A serial executor that runs its jobs on one thread of its own: libpq blocks, and the cooperative
/// pool must not. The thread ends when the executor is released.
package final class ThreadExecutor: SerialExecutor {
  private let queue: JobQueue

  /// - Parameter name: of the thread, as `top -H` shows it; cut after 15 bytes.
  package init(name: String) {
    queue = JobQueue(name: name)
    queue.startThread()
  }

  deinit { queue.stop() }

  package func enqueue(_ job: consuming ExecutorJob) {
    // The queue keeps the executor until the job has run: a job may drop its actor's last reference.
    queue.push(UnownedJob(job), executor: self)
  }

  package func checkIsolated() {
    precondition(queue.isOwnThread, "not on the executor's thread")
  }
}

/// Jobs in order of arrival, handed from any thread to the one that runs them.
///
/// All of its variables are read and written under `lock`, hence unchecked Sendable.
private final class JobQueue: @unchecked Sendable {
  private struct Entry {
    let job: UnownedJob
    let executor: ThreadExecutor
  }

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrived = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [Entry] = []
  private var isStopped = false
  private var thread: pthread_t?
  private let name: String

  init(name: String) {
    self.name = name
    pthread_mutex_init(lock, nil)
    pthread_cond_init(arrived, nil)
  }

  deinit {
    pthread_cond_destroy(arrived)
    pthread_mutex_destroy(lock)
    arrived.deallocate()
    lock.deallocate()
  }

  var isOwnThread: Bool {
    withLock { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  func push(_ job: UnownedJob, executor: ThreadExecutor) {
    withLock {
      waiting.append(Entry(job: job, executor: executor))
      pthread_cond_signal(arrived)
    }
  }

  func stop() {
    withLock {
      isStopped = true
      pthread_cond_signal(arrived)
    }
  }

  /// The thread holds the queue, not the executor, which could else never be released.
  func startThread() {
    let context = Unmanaged.passRetained(self).toOpaque()
    var thread = pthread_t()
    let status = withLock {
      let status = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<JobQueue>.fromOpaque(context).takeRetainedValue().runUntilStopped()
          return nil
        }, context)
      self.thread = thread
      return status
    }
    precondition(status == 0, "no thread could be started: error \(status)")
    pthread_detach(thread)
  }

  private func runUntilStopped() {
    nameThread()
    while let batch = nextBatch() {
      for entry in batch {
        entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
      }
    }
  }

  /// pthread_setname_np is not in Swift's Glibc module; it does the same, writes to this file
  /// (proc_tid_comm(5)). Without the name everything works, so failure is passed over.
  private func nameThread() {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = Array(name.utf8.prefix(15)).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    close(file)
  }

  /// Sleeps until there are jobs; nil when there will be none.
  private func nextBatch() -> [Entry]? {
    withLock {
      while waiting.isEmpty {
        if isStopped { return nil }
        pthread_cond_wait(arrived, lock)
      }
      defer { waiting.removeAll(keepingCapacity: true) }
      return waiting
    }
  }

  private func withLock<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }
}
