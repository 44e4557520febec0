/* AmtDesk.exe: starts the Python beside it in runtime\ with "-m amtdesk" and the arguments it was given.
   A program without a console; its exit code is that of amtdesk, or 120 when Python could not be started. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#ifndef PYTHON_DLL
#error "say which Python: -DPYTHON_DLL=python313.dll"
#endif
#define TEXT_OF_(x) L## #x
#define TEXT_OF(x) TEXT_OF_(x)
#define LONGEST 32768
#define NOT_STARTED 120

typedef int (*main_of_python)(int, wchar_t **);

static wchar_t folder[LONGEST], path[LONGEST + 64], words[LONGEST + 256];

static int give_up(const wchar_t *what) {
    DWORD code = GetLastError();
    _snwprintf(words, LONGEST + 255,
               L"AmtDesk konnte nicht gestartet werden. Bitte neu installieren oder die IT fragen.\n\n%ls (Fehler %lu)",
               what, code);
    if (!GetEnvironmentVariableW(L"AMTDESK_NO_DIALOG", NULL, 0))
        MessageBoxW(NULL, words, L"AmtDesk", MB_ICONERROR);
    return NOT_STARTED;
}

static void lend(const wchar_t *inside) {
    _snwprintf(path, LONGEST + 63, L"%ls\\%ls", folder, inside);
    AddDllDirectory(path);
}

static HMODULE load(const wchar_t *name) {
    _snwprintf(path, LONGEST + 63, L"%ls\\runtime\\%ls", folder, name);
    return LoadLibraryExW(path, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, LPWSTR line, int show) {
    (void)instance; (void)before; (void)line; (void)show;
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    if (length == 0 || length >= LONGEST - 1) return give_up(L"Programmordner");
    *wcsrchr(folder, L'\\') = 0;
    /* neither the current folder nor PATH may lend a library */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    lend(L"runtime");
    /* PySide6 relies on PATH for what Qt's plugins need, Qt6Svg.dll for one */
    lend(L"lib\\PySide6");
    HMODULE python = load(TEXT_OF(PYTHON_DLL));
    if (!python) return give_up(path);
    /* modules made for every Python 3 ask for this name */
    load(L"python3.dll");
    main_of_python start = (main_of_python)(void *)GetProcAddress(python, "Py_Main");
    if (!start) return give_up(L"Py_Main");
    wchar_t *own[] = {__wargv[0], L"-I", L"-X", L"utf8", L"-m", L"amtdesk"};
    int count = (int)(sizeof own / sizeof *own);
    wchar_t **arguments = calloc(count + __argc, sizeof *arguments);
    if (!arguments) return give_up(L"Speicher");
    memcpy(arguments, own, sizeof own);
    for (int i = 1; i < __argc; i++) arguments[count++] = __wargv[i];
    return start(count, arguments);
}
