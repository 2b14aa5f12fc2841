#include "audio/transcode/sandbox.h"

#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace loa::audio {
namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kShadowMemory = true;  // a sanitizer reserves terabytes of addresses
#else
constexpr bool kShadowMemory = false;
#endif
#else
constexpr bool kShadowMemory = false;
#endif

Error failed(const char* step, int code) { return fail("audio.sandbox", {{"step", step}, {"why", std::strerror(code)}}); }

Status set_limit(__rlimit_resource_t resource, std::uint64_t value, const char* step) {
  const rlimit limit{value, value};
  return ::setrlimit(resource, &limit) == 0 ? ok() : Status(failed(step, errno));
}

Status set_limits(const SandboxLimits& limits) {
  if (!kShadowMemory) LOA_TRY_OK(set_limit(RLIMIT_AS, limits.memory_bytes, "memory"));
  LOA_TRY_OK(set_limit(RLIMIT_CPU, limits.cpu_seconds, "cpu"));
  LOA_TRY_OK(set_limit(RLIMIT_FSIZE, limits.file_bytes, "file size"));
  LOA_TRY_OK(set_limit(RLIMIT_CORE, 0, "core"));
  return set_limit(RLIMIT_NOFILE, 16, "descriptors");
}

// Every right this kernel knows is handled and none is given back: open descriptors work on, all else is refused.
Status deny_file_system() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return failed("landlock", errno);
  constexpr std::uint64_t kFirstAbi = (1ULL << 13) - 1;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kFirstAbi;
  if (abi >= 2) attributes.handled_access_fs |= 1ULL << 13;  // link and rename across folders
  if (abi >= 3) attributes.handled_access_fs |= 1ULL << 14;  // truncate
  if (abi >= 5) attributes.handled_access_fs |= 1ULL << 15;  // device ioctl
  const long rules = ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0);
  if (rules < 0) return failed("landlock ruleset", errno);
  const long restricted = ::syscall(SYS_landlock_restrict_self, rules, 0);
  const int code = errno;
  ::close(static_cast<int>(rules));
  return restricted == 0 ? ok() : Status(failed("landlock restrict", code));
}

Status allow_only_decoding() {
  constexpr std::array kAllowed{
      SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat),
      SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate), SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect),
      SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(getrandom), SCMP_SYS(sched_getaffinity),
      SCMP_SYS(sched_yield), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigreturn), SCMP_SYS(getpid),
      SCMP_SYS(gettid), SCMP_SYS(exit), SCMP_SYS(exit_group)};
  scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return failed("seccomp", ENOMEM);
  int code = 0;
  for (const int call : kAllowed)
    if (code == 0) code = ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  if (code == 0) code = ::seccomp_load(filter);
  ::seccomp_release(filter);
  return code == 0 ? ok() : Status(failed("seccomp", -code));
}

}  // namespace

Status enter_sandbox(const SandboxLimits& limits) {
  LOA_TRY_OK(set_limits(limits));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs", errno);
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("dumpable", errno);
  LOA_TRY_OK(deny_file_system());
  return allow_only_decoding();
}

}  // namespace loa::audio
