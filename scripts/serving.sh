# shellcheck shell=sh
# Serving: the web server and the worker, each started again when it ends by itself. Read by ./nusxa.

RESTART_PAUSE=${RESTART_PAUSE:-1} # seconds
AT_ONCE=10                        # a process that lived for fewer seconds than this ended at once
MOST_DEATHS=5                     # so many times in a row, and it is given up

# keep_alive NAME COMMAND...: run the command, again whenever it ends, until TERM comes; fails where it is given up.
keep_alive() {
    kept=$1
    shift
    deaths=0
    child=
    trap 'kill -TERM "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; exit 0' TERM
    while :; do
        began=$(date +%s)
        "$@" &
        child=$!
        wait "$child" || true
        # Ctrl+C reaches the child too: TERM arrives during this pause, and nothing is said or started.
        sleep "$RESTART_PAUSE"
        [ $(($(date +%s) - began)) -le "$AT_ONCE" ] || deaths=0
        deaths=$((deaths + 1))
        if [ "$deaths" -ge "$MOST_DEATHS" ]; then
            say "The $kept ended $deaths times at once; its last words are above." >&2
            return 1
        fi
        say "The $kept ended by itself and is started again." >&2
    done
}

serve() {
    case $HOST in *:*) bind="[$HOST]:$PORT" ;; *) bind="$HOST:$PORT" ;; esac
    # Threads, because a browser opens spare connections that would each hold a plain worker.
    keep_alive "web server" "$python" -m gunicorn --bind "$bind" --workers "$(getconf _NPROCESSORS_ONLN)" \
        --worker-class gthread --threads 4 --log-level warning --no-control-socket wsgi:app &
    web=$!
    keep_alive worker "$python" -m flask --app wsgi worker &
    worker=$!
    trap 'stopped=yes; kill -TERM "$web" "$worker" 2>/dev/null || true' INT TERM HUP
    stopped=no
    "$python" scripts/announce.py "$web" &
    while kill -0 "$web" 2>/dev/null && kill -0 "$worker" 2>/dev/null; do
        sleep 1 &
        wait $! || true
    done
    kill -TERM "$web" "$worker" 2>/dev/null || true
    wait || true
    [ "$stopped" = yes ] || stop "Nusxa was stopped, for it cannot go on without its web server and its worker."
}
